// The page's start.

import "./app.css";

import { mount } from "svelte";

import { reader } from "./features/conversation/reader.svelte";
import Window from "./Window.svelte";

// Messages need it, and come from Lectern meanwhile.
void reader.load();

const target = document.getElementById("app");
if (target) {
  mount(Window, { target });
}
