// Asks the device for a passkey and sends what it answers with the form. Without JavaScript, or in a browser that
// knows no passkeys, these forms stay hidden: there is always a code or a password instead.
"use strict";

const toBytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), sign => sign.charCodeAt(0));
const toText = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function readable({ publicKey }) {
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: toBytes(options.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (options[list]) options[list] = options[list].map(each => ({ ...each, id: toBytes(each.id) }));
  }
  return { publicKey: options };
}

function sendable(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.source, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

async function ask(form) {
  const trouble = form.querySelector("[data-passkey-trouble]") ?? document.querySelector("[data-passkey-trouble]");
  trouble.hidden = true;
  try {
    const credential = await navigator.credentials[form.dataset.passkey](readable(await optionsOf(form)));
    form.elements.credential.value = JSON.stringify(sendable(credential));
    form.submit();
  } catch {
    trouble.hidden = false;
  }
}

// A passkey belongs to a host name: at a bare address, as in a demonstration, there can be none.
const known = Boolean(window.PublicKeyCredential) && !/^[\d.]+$|:/.test(location.hostname);
for (const each of document.querySelectorAll(known ? "[data-needs-passkeys]" : "[data-lacks-passkeys]")) each.hidden = false;
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", event => {
    event.preventDefault();
    ask(form);
  });
}
