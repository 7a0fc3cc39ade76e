import type { IncomingMessage } from "node:http";
import { isObject, type JsonObject, parseJson } from "./json.ts";

const MOST_BYTES = 64 * 1024 * 1024;

/** @throws RangeError when it is larger than anything a platform would read. */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > MOST_BYTES) throw new RangeError("the request is too large");
    chunks.push(part);
  }
  return Buffer.concat(chunks);
};

const fromForm = (entries: Iterable<readonly [string, string]>): JsonObject => Object.fromEntries(entries);

/** One part of multipart/form-data: its field name, and its bytes. */
export interface Part {
  readonly name: string;
  readonly content: Buffer;
  readonly isFile: boolean;
}

const partsOf = (body: Buffer, boundary: string): readonly Part[] => {
  const parts: Part[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let from = body.indexOf(mark); from >= 0; ) {
    const next = body.indexOf(mark, from + mark.length);
    if (next < 0) break;
    const section = body.subarray(from + mark.length + 2, next - 2);
    const split = section.indexOf("\r\n\r\n");
    const head = section.subarray(0, split).toString();
    const name = /name="([^"]*)"/.exec(head)?.[1];
    if (split >= 0 && name !== undefined)
      parts.push({ name, content: section.subarray(split + 4), isFile: head.includes("filename=") });
    from = next;
  }
  return parts;
};

const boundaryOf = (type: string): string | undefined => /boundary="?([^";]+)"?/.exec(type)?.[1];

/** The parts of a form with files in it. */
export const readParts = (request: IncomingMessage, body: Buffer): readonly Part[] => {
  const boundary = boundaryOf(request.headers["content-type"] ?? "");
  return boundary === undefined ? [] : partsOf(body, boundary);
};

/** The arguments of a call as Slack takes them: a form, JSON, multipart, or the query of a GET. */
export const readArguments = (request: IncomingMessage, body: Buffer): JsonObject => {
  const type = request.headers["content-type"] ?? "";
  const query = fromForm(new URL(request.url ?? "/", "http://sandbox").searchParams);
  if (type.startsWith("application/json")) {
    const parsed = parseJson(body.toString());
    return isObject(parsed) ? { ...query, ...parsed } : query;
  }
  const boundary = boundaryOf(type);
  if (boundary !== undefined) {
    const fields = partsOf(body, boundary).filter((part) => !part.isFile);
    return { ...query, ...fromForm(fields.map((part) => [part.name, part.content.toString()] as const)) };
  }
  return { ...query, ...fromForm(new URLSearchParams(body.toString())) };
};

/** The bytes of an upload: the first file of a form, or the body itself. */
export const readUpload = (request: IncomingMessage, body: Buffer): Buffer => {
  const boundary = boundaryOf(request.headers["content-type"] ?? "");
  if (boundary === undefined) return body;
  return partsOf(body, boundary).find((part) => part.isFile)?.content ?? Buffer.alloc(0);
};
