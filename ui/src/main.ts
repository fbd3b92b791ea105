// The page's start.

import "./app.css";

import { mount } from "svelte";

import Window from "./Window.svelte";

const target = document.getElementById("app");
if (target) {
  mount(Window, { target });
}
