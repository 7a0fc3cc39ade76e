import type { IncomingMessage } from "node:http";

/** The request's body, or `undefined` when it is longer than `most` bytes. @throws when the line is cut. */
export const readBody = async (req: IncomingMessage, most: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
