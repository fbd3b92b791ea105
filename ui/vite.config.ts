import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // The window and the listener serve the page at their root.
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL("./src/lib", import.meta.url)),
      $components: fileURLToPath(new URL("./src/components", import.meta.url)),
    },
  },
  base: "/",
  build: {
    outDir: "dist",
    // The oldest engine that Tauri meets: WebKitGTK of Debian 12.
    target: ["es2022", "safari16.4", "chrome111"],
    // A `data:` address for a small file would need more in the page's policy.
    assetsInlineLimit: 0,
    // The polyfill is an inline script, which the policy refuses.
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/test-setup.ts"],
    restoreMocks: true,
  },
});
