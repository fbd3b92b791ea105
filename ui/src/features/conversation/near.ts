// Tells when an element is about to be seen, so that work can wait until then.

import type { Attachment } from "svelte/attachments";

/** About one screen ahead. */
const AHEAD = "800px 0px";

/** Calls once, as soon as the element is near what is shown. */
export function whenNear(call: () => void): Attachment {
  return (element) => {
    if (typeof IntersectionObserver === "undefined") {
      call();
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          observer.disconnect();
          call();
        }
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };
}
