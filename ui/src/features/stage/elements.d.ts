// An attribute that Svelte's types do not know yet.

import "svelte/elements";

declare module "svelte/elements" {
  interface HTMLIframeAttributes {
    /** Loads without cookies and without anything that was stored before. */
    credentialless?: boolean;
  }
}
