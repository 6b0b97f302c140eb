/* The certified provider `oidc-provider`, with new keys at every start, for one client: the portal
   of a test. Settings come as JSON in the first argument; a line on standard output says "ready".
   Whoever types a name is that person, with two factors. */
import { createServer } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";

const { port, issuer, redirect, key } = JSON.parse(process.argv[2]);
const pair = await generateKeyPair("ES256", { extractable: true });
const signing = { ...(await exportJWK(pair.privateKey)), alg: "ES256", use: "sig" };

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "care-portal-test",
      redirect_uris: [redirect],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      token_endpoint_auth_method: "private_key_jwt",
      token_endpoint_auth_signing_alg: "ES256",
      id_token_signed_response_alg: "ES256",
      jwks: { keys: [key] },
    },
  ],
  jwks: { keys: [signing] },
  acrValues: ["two-factors"],
  cookies: { keys: [`${Math.random()}`] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  async loadExistingGrant(ctx) {
    const { account, client } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({
      accountId: account.accountId,
      clientId: client.clientId,
    });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
});

const PAGE = `<!DOCTYPE html><html lang="en"><title>Made-up provider</title><h1>Made-up provider</h1>
<form method="post"><label>Your name <input name="login"></label><button>Sign in</button></form>`;
const answer = provider.callback();

async function interaction(request, response) {
  if (request.method !== "POST") {
    response.setHeader("Content-Type", "text/html");
    return response.end(PAGE);
  }
  let body = "";
  for await (const piece of request) body += piece;
  const accountId = new URLSearchParams(body).get("login");
  const login = { accountId, acr: "two-factors" };
  return provider.interactionFinished(request, response, { login });
}

createServer((request, response) =>
  request.url.startsWith("/interaction/")
    ? interaction(request, response)
    : answer(request, response),
).listen(port, "127.0.0.1", () => process.stdout.write("ready\n"));
