// Server-sent events out of a stream of bytes, since EventSource sends no token.

/** Takes pieces of text as they come and tells the data of every whole event. */
export function eventReader(tell: (data: string) => void): (piece: string) => void {
  let pending = "";
  return (piece) => {
    const blocks = (pending + piece).split(/\r?\n\r?\n/);
    pending = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = dataOf(block);
      if (data !== "") {
        tell(data);
      }
    }
  };
}

function dataOf(block: string): string {
  return block
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).replace(/^ /, ""))
    .join("\n");
}

/** Reads a stream until it ends. */
export async function readEvents(
  stream: ReadableStream<Uint8Array>,
  tell: (data: string) => void,
): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const take = eventReader(tell);
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    take(decoder.decode(value, { stream: true }));
  }
}
