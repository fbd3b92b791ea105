// The one place that knows how the page reaches Lectern: through the window's
// commands, or through the listener when a browser is the window.

import * as http from "./http.js";
import * as tauri from "./tauri.js";

export const backend = tauri.isHere() ? tauri : http;
