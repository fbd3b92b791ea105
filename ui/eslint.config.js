import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

/** Only this folder knows how the page reaches Lectern. */
const TRANSPORT = "src/lib/backend/**";

const ORIGIN = {
  selector: "Literal[value=/allow-same-origin/]",
  message: "A deck with Lectern's origin could do what Lectern can.",
};

/** Text for people in code and in markup. Keys are none. */
const SAID = [
  "Literal[value=/^[A-Z][a-z’]+ [a-z]/]",
  "TemplateElement[value.raw=/^[A-Z][a-z’]+ [a-z]/]",
  ":not(SvelteStyleElement) > SvelteText[value=/(?:^|\\s)\\p{Letter}{2}/u]",
  "SvelteAttribute[key.name!=/^keys/] > SvelteLiteral[value=/^[A-Z][a-z]+/]",
].map((selector) => ({ selector, message: "What the page says stands in lib/strings." }));

const TRANSPORTS = [
  { group: ["@tauri-apps/*"], message: "Only lib/backend knows the transport." },
  {
    group: ["**/backend/tauri", "**/backend/http"],
    message: "Only lib/backend chooses the transport.",
  },
];
const FEATURES = {
  group: ["**/features/**", "**/Window.svelte"],
  message: "Features know lib and components, which know no feature.",
};
const COMPONENTS = {
  group: ["$components/**", "**/components/**"],
  message: "Components know lib, which shows nothing itself.",
};

export default ts.config(
  { ignores: ["dist/**", "src/lib/api/**"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: [".svelte"],
        parser: ts.parser,
        svelteConfig,
      },
    },
    rules: {
      // Nothing that comes from a deck, a message or a title becomes markup.
      "svelte/no-at-html-tags": "error",
    },
  },
  {
    files: ["src/**"],
    ignores: [TRANSPORT],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => ({
          name,
          message: "Only lib/backend knows the transport.",
        })),
      ],
      "no-restricted-imports": ["error", { patterns: TRANSPORTS }],
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
          property,
          message: "Text of decks and people is shown by text nodes only.",
        })),
      ],
      "no-restricted-syntax": ["error", ORIGIN],
    },
  },
  {
    files: ["src/components/**"],
    // What gives a component under test its app stands with the features.
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [...TRANSPORTS, FEATURES] }] },
  },
  {
    files: ["src/lib/**"],
    ignores: [TRANSPORT],
    rules: {
      "no-restricted-imports": ["error", { patterns: [...TRANSPORTS, FEATURES, COMPONENTS] }],
    },
  },
  {
    files: [TRANSPORT],
    rules: { "no-restricted-imports": ["error", { patterns: [FEATURES, COMPONENTS] }] },
  },
  {
    files: ["src/**"],
    ignores: [
      "src/lib/strings/**",
      "src/lib/backend/fake/**",
      "src/**/*.test.*",
      "src/**/testing.ts",
    ],
    rules: { "no-restricted-syntax": ["error", ORIGIN, ...SAID] },
  },
);
