// The system's clipboard. Some webviews refuse the modern way, so there is a second.

/** Answers whether the text is on the clipboard now; beside it, the same for editors. */
export async function copyText(text: string, html: string | null = null): Promise<boolean> {
  return (
    (html !== null && (await worked(() => writeBoth(text, html)))) ||
    (await worked(() => navigator.clipboard.writeText(text))) ||
    copySelected(text)
  );
}

async function worked(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch {
    return false;
  }
}

async function writeBoth(text: string, html: string): Promise<void> {
  const blob = (content: string, type: string) => ({ [type]: new Blob([content], { type }) });
  const item = { ...blob(text, "text/plain"), ...blob(html, "text/html") };
  await navigator.clipboard.write([new ClipboardItem(item)]);
}

function copySelected(text: string): boolean {
  const field = document.createElement("textarea");
  const before = document.activeElement;
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  // Deprecated, and still the only way without the permission.
  const done = typeof document.execCommand === "function" && document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) {
    before.focus();
  }
  return done;
}
