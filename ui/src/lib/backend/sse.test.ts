// Events out of pieces of text, wherever the pieces are cut.

import { expect, test } from "vitest";

import { eventReader, readEvents } from "./sse";

function told(...pieces: string[]): string[] {
  const heard: string[] = [];
  const take = eventReader((data) => heard.push(data));
  pieces.forEach(take);
  return heard;
}

test("an event may come in pieces", () => {
  expect(told("data: {", '"a":1}\n', "\ndata: 2\n\nda", "ta: 3\n")).toEqual(['{"a":1}', "2"]);
});

test("comments and other fields are no events, lines of data are joined", () => {
  expect(told(": still here\n\n", "event: change\r\nid: 4\r\ndata: a\r\ndata:b\r\n\r\n")).toEqual([
    "a\nb",
  ]);
});

test("a character that is cut in two is whole again", async () => {
  const bytes = new TextEncoder().encode('data: "é"\n\n');
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, 8));
      controller.enqueue(bytes.slice(8));
      controller.close();
    },
  });
  const heard: string[] = [];
  await readEvents(stream, (data) => heard.push(data));
  expect(heard).toEqual(['"é"']);
});
