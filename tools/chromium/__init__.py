"""A Chromium that comes inside an npm package: unpacked, and given what it leans on."""
