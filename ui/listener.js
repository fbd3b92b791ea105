// The switch of the loopback listener, in the window only.

import { backend } from "./backend/index.js";
import { complain, element } from "./elements.js";

const place = document.getElementById("listener");

/** Shows the switch, if this page has one. */
export async function showListener() {
  if (!backend.listener) {
    return;
  }
  const control = element("input", { type: "checkbox", role: "switch", id: "listener-switch" });
  const facts = element("div", { class: "facts muted" });
  control.addEventListener("change", () => flip(control, facts));
  place.replaceChildren(
    element(
      "label",
      { class: "switch", for: "listener-switch", title: "Lets programs on this computer that know the token use your sessions" },
      element("span", {}, "Local listener"),
      control,
    ),
    facts,
  );
  await update(control, facts, backend.listener.state);
  place.hidden = false;
}

async function flip(control, facts) {
  control.disabled = true;
  await update(control, facts, control.checked ? backend.listener.start : backend.listener.stop);
  control.disabled = false;
  control.focus();
}

async function update(control, facts, ask) {
  try {
    show(control, facts, await ask());
  } catch (problem) {
    complain(problem);
    show(control, facts, await backend.listener.state().catch(() => ({ listening: null })));
  }
}

function show(control, facts, { listening, problem }) {
  control.checked = Boolean(listening);
  if (listening) {
    facts.replaceChildren(
      fact("Address", listening.url),
      fact("Token file", listening.token_file),
    );
  } else {
    facts.replaceChildren(element("p", {}, problem ? problem.detail : "Off. Nothing outside this window reaches your sessions."));
  }
}

function fact(name, value) {
  return element("p", {}, element("span", {}, name), element("code", { tabindex: "0" }, value));
}
