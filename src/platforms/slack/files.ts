import type { UploadedFile } from "../../chat/form.ts";
import { type GivenFile, PortError, type PortFailure, type Target } from "../../chat/port.ts";
import type { Instant } from "../../core/clock.ts";
import { orGivenUp } from "../../core/giving-up.ts";
import type { Connection } from "./connection.ts";

/** Milliseconds a transfer may take; that of a message must leave room for the calls around it. */
const PATIENCE = { download: 60_000, upload: 20_000 };
/** Slack stamps messages with its own clock: a minute's grace. */
const GRACE_SECONDS = 60;

/** A file as Slack tells of it in a message or a form. */
export interface SlackFile {
  readonly name?: string | null;
  readonly size?: number;
  readonly url_private_download?: string;
  readonly url_private?: string;
}

export const uploadedFile = (file: SlackFile, slack: Connection): UploadedFile => ({
  name: file.name ?? "",
  ...(file.size !== undefined && { size: file.size }),
  read: (most) => download(file.url_private_download || file.url_private || "", { slack, most }),
});

/** @throws PortError */
const download = async (
  url: string,
  { slack, most }: { readonly slack: Connection; readonly most: number },
): Promise<Buffer | undefined> => {
  if (!isSlacks(url, slack.apiUrl))
    throw new PortError("invalid", "A file lies outside Slack; the token is not sent there.");
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${slack.botToken}` },
    signal: AbortSignal.timeout(PATIENCE.download),
  }).catch((error: unknown) => {
    throw new PortError("unavailable", "A file could not be fetched", { cause: error });
  });
  // Whom it does not let in Slack sends on to its page to sign in, which comes with 200.
  const failure = failureOf(response);
  if (failure === "forbidden") throw new PortError(failure, "Slack does not hand out a file", { remedy: NO_SCOPE });
  if (failure) throw new PortError(failure, `A file answered ${response.status}`);
  return readAtMost(response, most);
};

const NO_SCOPE = {
  en: "Add the bot scope files:read in OAuth & Permissions at api.slack.com/apps and install the app again.",
  zh: "请在 api.slack.com/apps 的 OAuth & Permissions 里加上权限 files:read，再重新安装应用。",
};

const failureOf = ({ ok, status, redirected, headers }: Response): PortFailure | undefined => {
  if (ok) return redirected && headers.get("content-type")?.startsWith("text/html") ? "forbidden" : undefined;
  if (status >= 500 || status === 429) return "unavailable";
  return status === 404 || status === 410 ? "gone" : "forbidden";
};

/** Counts what arrives: the length that was announced may be missing or wrong. @throws PortError */
const readAtMost = async ({ headers, body }: Response, most: number): Promise<Buffer | undefined> => {
  const reader = body?.getReader();
  const parts: Uint8Array[] = [];
  let size = Number(headers.get("content-length") ?? 0) > most ? most + 1 : 0;
  while (reader && size <= most) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new PortError("unavailable", "A file could not be read to its end", { cause: error });
    });
    if (done) return Buffer.concat(parts);
    size += value.byteLength;
    parts.push(value);
  }
  await reader?.cancel();
  return size > most ? undefined : Buffer.alloc(0);
};

/** The token goes to Slack alone: a URL is only as good as whoever wrote it. */
const isSlacks = (url: string, apiUrl: string | undefined): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, host } = new URL(url);
  if (apiUrl !== undefined && new URL(apiUrl).host === host) return true;
  return protocol === "https:" && (hostname === "slack.com" || hostname.endsWith(".slack.com"));
};

/** Files that the bot gives people. */
export class Files {
  readonly #slack: Connection;

  constructor(slack: Connection) {
    this.#slack = slack;
  }

  /** Only its last step is seen by anyone: what fails before has certainly not been sent. @throws PortError */
  async send({ place, thread }: Target, { name, bytes }: GivenFile): Promise<void> {
    const posts = this.#slack.posts.files;
    const id = await this.#upload({ name, bytes }).catch((error: unknown) => {
      throw error instanceof PortError ? unseen(error) : error;
    });
    await this.#slack.call("Sharing a file", () =>
      posts.completeUploadExternal({
        files: [{ id, title: name }],
        channel_id: place,
        ...(thread !== undefined && { thread_ts: thread }),
      }),
    );
  }

  async #upload({ name, bytes }: GivenFile): Promise<string> {
    const { upload_url: url, file_id: id } = await this.#slack.call("Announcing a file", () =>
      this.#slack.posts.files.getUploadURLExternal({ filename: name, length: bytes.byteLength }),
    );
    if (!url || !id) throw new PortError("unknown", "Announcing a file was answered without an address");
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: Buffer.from(bytes),
      signal: orGivenUp(AbortSignal.timeout(PATIENCE.upload)),
    }).catch((error: unknown) => {
      throw new PortError("unavailable", "A file could not be uploaded", { cause: error });
    });
    await response.body?.cancel();
    if (response.ok) return id;
    const failure = response.status >= 500 || response.status === 429 ? "unavailable" : "unknown";
    throw new PortError(failure, `Uploading a file was answered with ${response.status}`);
  }

  /** Slack takes no key with a file: ours is known by its name and size. @throws PortError */
  async has({ place, thread }: Target, { name, bytes }: GivenFile, since: Instant): Promise<boolean> {
    const common = {
      channel: place,
      oldest: String(Math.floor(since.getTime() / 1000) - GRACE_SECONDS),
      limit: 200,
    };
    const { messages = [] } = await this.#slack.call("Looking for a file", () =>
      thread === undefined
        ? this.#slack.posts.conversations.history(common)
        : this.#slack.posts.conversations.replies({ ...common, ts: thread }),
    );
    const ours = messages.filter(({ user }) => user === this.#slack.self.user);
    return ours.some(({ files = [] }) => files.some((file) => file.name === name && file.size === bytes.byteLength));
  }
}

const unseen = ({ failure, message, retryAfter, ofApp, remedyInBoth: remedy, cause }: PortError): PortError =>
  new PortError(failure, message, { retryAfter, ofApp, remedy, cause });
