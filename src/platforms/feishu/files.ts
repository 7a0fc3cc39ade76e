import type { UploadedFile } from "../../chat/form.ts";
import { type GivenFile, PortError, type Target } from "../../chat/port.ts";
import type { Instant } from "../../core/clock.ts";
import type { Api } from "./api.ts";
import { type Messages, uuidOf } from "./messages.ts";
import type { People } from "./people.ts";

/** Milliseconds until all of a file must be here. */
const PATIENCE = 60_000;
/** Bytes of a refusal. */
const MOST_SAID = 100_000;
/** Feishu stamps messages with its own clock: a minute's grace. */
const GRACE_SECONDS = 60;

/** Milliseconds, a little less than the hour for which Feishu takes a second message with the same uuid for the first. */
const SAME_UUID_FOR = 55 * 60_000;

/** What names a file: the message it came with, and its key there. */
export interface FileOrigin {
  readonly message: string;
  readonly key: string;
  readonly name: string;
}

export const uploadedFile = ({ message, key, name }: FileOrigin, api: Api): UploadedFile => ({
  name,
  read: (most) => download(api, { message, key, most }),
});

/** A file that was picked in a form: what comes back of it names any message, so it is looked at whose that is. */
export const pickedFile = (origin: FileOrigin, api: Api, user: string): UploadedFile => {
  const file = uploadedFile(origin, api);
  const read = async (most: number): Promise<Buffer | undefined> => {
    const found = await api.call("Looking whose a file is", (client) =>
      client.im.v1.message.get({ path: { message_id: origin.message } }),
    );
    if (!found?.items?.some((message) => isFrom(message, user)))
      throw new PortError("gone", "A file was picked that somebody else had sent");
    return file.read(most);
  };
  return { ...file, read };
};

/** Whether the message is of that person. */
export const isFrom = (
  { sender }: { readonly sender?: { readonly id: string; readonly sender_type: string } | undefined },
  user: string,
): boolean => sender?.sender_type === "user" && sender.id === user;

/** @throws PortError */
const download = async (
  api: Api,
  { message, key, most }: { readonly message: string; readonly key: string; readonly most: number },
): Promise<Buffer | undefined> => {
  let whole: Buffer | undefined;
  await api.call("Fetching a file", async (client) => {
    const asked = { path: { message_id: message, file_key: key }, params: { type: "file" } };
    const { headers, getReadableStream } = await client.im.v1.messageResource.get(asked).catch(tellingWhy);
    const announced = Number(headers?.["content-length"] ?? 0);
    whole = await readAtMost(getReadableStream(), { most, announced });
    return null;
  });
  return whole;
};

interface Readable extends AsyncIterable<Uint8Array> {
  destroy(): void;
}

/** A refusal comes as a stream as well: it is read, so that it can be told what it says. */
const tellingWhy = async (error: unknown): Promise<never> => {
  const response = error instanceof Error && "response" in error ? error.response : undefined;
  const body: unknown = typeof response === "object" && response !== null ? Reflect.get(response, "data") : undefined;
  if (typeof response !== "object" || response === null || !isReadable(body)) throw error;
  const said = await readAtMost(body, { most: MOST_SAID, announced: 0 });
  Reflect.set(response, "data", parse(said?.toString() ?? ""));
  throw error;
};
const isReadable = (body: unknown): body is Readable =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body && "destroy" in body;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Undefined when it is more. Counts what arrives: the length that was announced may be missing or wrong. */
const readAtMost = async (
  stream: Readable,
  { most, announced }: { readonly most: number; readonly announced: number },
): Promise<Buffer | undefined> => {
  const parts: Uint8Array[] = [];
  let size = announced > most ? announced : 0;
  const late = setTimeout(() => stream.destroy(), PATIENCE);
  try {
    if (size === 0)
      for await (const part of stream) {
        size += part.byteLength;
        if (size > most) break;
        parts.push(part);
      }
  } catch (error) {
    throw new PortError("unavailable", "A file could not be read to its end", { cause: error });
  } finally {
    clearTimeout(late);
    stream.destroy();
  }
  return size > most ? undefined : Buffer.concat(parts);
};

interface FilesParts {
  readonly api: Api;
  readonly people: People;
  readonly messages: Messages;
}

/** Files that the bot gives people. */
export class Files {
  readonly #api: Api;
  readonly #people: People;
  readonly #messages: Messages;

  constructor({ api, people, messages }: FilesParts) {
    this.#api = api;
    this.#people = people;
    this.#messages = messages;
  }

  /** Only the message is seen by anyone: an upload that fails has certainly not been sent. @throws PortError */
  async send({ place, thread }: Target, { name, bytes, key }: GivenFile & { readonly key: string }): Promise<void> {
    const file = await this.#upload(name, bytes).catch((error: unknown) => {
      throw error instanceof PortError ? unseen(error) : error;
    });
    await this.#messages.sendFile({ place, thread }, file, uuidOf(key));
  }

  async #upload(name: string, bytes: Uint8Array): Promise<string> {
    let key: string | undefined;
    await this.#api.call("Uploading a file", async (client) => {
      // Of an upload the SDK hands out the inside of the answer, and null where it was refused.
      const answer = await client.im.v1.file.create({
        data: { file_type: typeOf(name), file_name: name, file: Buffer.from(bytes) },
      });
      key = answer?.file_key;
      return null;
    });
    if (key === undefined) throw new PortError("unknown", "A file was uploaded without getting a key");
    return key;
  }

  /**
   * A file carries no mark: ours is known by its name, as another may be called. Within the hour it need not be known at
   * all, see `Outbound.find`. @throws PortError
   */
  async has({ place, thread }: Target, { name }: GivenFile, since: Instant): Promise<boolean> {
    if (this.#api.clock.now().getTime() - since.getTime() < SAME_UUID_FOR) return false;
    const chat = place.startsWith("ou_") ? this.#people.chatWith(place) : place;
    if (chat === undefined || thread !== undefined)
      throw new PortError("invalid", "Looking for a file: it can only be looked for in a chat that is known");
    const list = await this.#api.call("Looking for a file", (client) =>
      client.im.v1.message.list({
        params: {
          container_id_type: "chat",
          container_id: chat,
          sort_type: "ByCreateTimeDesc",
          page_size: 50,
          start_time: String(Math.floor(since.getTime() / 1000) - GRACE_SECONDS),
        },
      }),
    );
    return (list?.items ?? []).some(
      ({ msg_type, sender, body }) =>
        msg_type === "file" && sender?.sender_type === "app" && body?.content.includes(JSON.stringify(name)),
    );
  }
}

const TYPES: Readonly<Record<string, "xls" | "doc" | "ppt" | "pdf">> = {
  xls: "xls",
  xlsx: "xls",
  csv: "xls",
  doc: "doc",
  docx: "doc",
  ppt: "ppt",
  pptx: "ppt",
  pdf: "pdf",
};
const typeOf = (name: string) => TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "stream";

const unseen = ({ failure, message, retryAfter, ofApp, remedyInBoth: remedy, cause }: PortError): PortError =>
  new PortError(failure, message, { retryAfter, ofApp, remedy, cause });
