/* Everything works without this, but passkeys, which only a browser can make. It switches on the
   design system's own script, and asks people whether they are still there before their session
   ends. */
import { initAll } from "./govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

/* What a provider outside sent back is passed on without a press. */
document.querySelector("form[data-send-now]")?.requestSubmit();

const dialog = document.querySelector(".portal-timeout");
if (dialog && typeof dialog.showModal === "function") watch(dialog);

const passkey = document.querySelector("form[data-passkey]");
if (passkey && "toJSON" in (window.PublicKeyCredential?.prototype ?? {})) askForPasskey(passkey);

/* The browser's own window makes or shows a passkey; its answer goes into the form, which is then
   sent like any other. Without this, the page says what else to do. */
function askForPasskey(form) {
  const parts = [...form.querySelectorAll("[data-part]")];
  const show = (...names) => parts.forEach((part) => (part.hidden = !names.includes(part.dataset.part)));
  show("able");
  form.addEventListener("submit", async (event) => {
    const { credential, name, csrf_token: token } = form.elements;
    if (credential.value || name?.value.trim() === "") return;
    event.preventDefault();
    show("able");
    try {
      const answer = await fetch(form.dataset.challenge, {
        method: "POST",
        headers: { "X-CSRFToken": token.value },
        redirect: "manual",
      });
      if (!answer.ok) return show("able", "ended");
      credential.value = JSON.stringify(await fromBrowser(form.dataset.passkey, await answer.json()));
      form.submit();
    } catch (fault) {
      show("able", fault.name === "InvalidStateError" ? "known" : "stopped");
    }
  });
}

function fromBrowser(asks, options) {
  if (asks === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}

function watch(dialog) {
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  const page = document.body.dataset;
  const lasts = Number(page.seconds) * 1000;
  const warns = Number(page.warnSeconds) * 1000;
  let ends = Date.now() + lasts;
  let state = "quiet";

  /* A page opened in another tab keeps the session alive for this one too. */
  const tabs = new BroadcastChannel("portal-session");
  tabs.addEventListener("message", (event) => goOn(event.data));
  tabs.postMessage(ends);

  /* Clocks stop while a phone sleeps, so the time itself is read, not counted. */
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);

  function look() {
    const left = ends - Date.now();
    if (left <= 0 && state !== "ended") show("ended");
    else if (left > 0 && left <= warns && state === "quiet") show("soon");
  }

  function show(next) {
    const ended = next === "ended";
    state = next;
    part("soon").hidden = next !== "soon";
    part("failed").hidden = next !== "failed";
    part("ended").hidden = !ended;
    part("stay").hidden = ended;
    part("again").hidden = part("close").hidden = !ended;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("h2").focus();
  }

  /* What was typed stays on the page: nothing is sent but the wish to stay. */
  async function stay() {
    /* No other site can send this header, so it stands in for the token that a page without a
       form does not have. */
    const headers = { "X-Portal-Stay": "yes" };
    try {
      const answer = await fetch(page.stayUrl, { method: "POST", headers, redirect: "manual" });
      if (!answer.ok) return show("ended");
    } catch {
      return show("failed");
    }
    goOn(Date.now() + lasts);
    tabs.postMessage(ends);
  }

  function goOn(until) {
    ends = Math.max(ends, until);
    state = "quiet";
    dialog.close();
  }

  part("stay").addEventListener("click", stay);
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("cancel", (event) => {
    if (state !== "ended") {
      event.preventDefault();
      stay();
    }
  });
}
