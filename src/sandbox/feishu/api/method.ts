import type { Part } from "../../http-body.ts";
import { isArray, isObject, type Json, type JsonObject } from "../../json.ts";
import type { DelayedUpdates } from "../delayed-updates.ts";
import type { FaultBoard } from "../faults.ts";
import type { Rates } from "../rates.ts";
import type { Chat, Message, User } from "../records.ts";
import type { Tenant } from "../state.ts";
import type { Tokens } from "../tokens.ts";
import { FeishuError, validation } from "./error.ts";

/** What the methods work with. */
export interface Backend {
  readonly space: Tenant;
  readonly tokens: Tokens;
  readonly rates: Rates;
  readonly faults: FaultBoard;
  readonly delayed: DelayedUpdates;
  /** Ephemeral cards that were deleted. */
  readonly gone: Set<string>;
  /** Long connections that are open, whoever opened them. */
  readonly connections: () => number;
  /** The bot took a message back, said as an event to whoever listens. */
  readonly recalled: (message: Message) => void;
}

export interface Method {
  /** "none" needs no token at all. */
  readonly token: "tenant" | "none";
  /** Any one of these is enough; empty: none needed. */
  readonly scopes: readonly string[];
  /** Older APIs refuse too many calls with HTTP 400 instead of 429. */
  readonly old?: true;
  /** Calls a second, where it is fewer than most APIs take. */
  readonly perSecond?: number;
  /** The answer stands beside code and msg, not in data. */
  readonly bare?: true;
  /** The answer, or the bytes of a file. @throws FeishuError, TooMany */
  readonly run: (ask: Ask, backend: Backend) => JsonObject | Download;
}

/** Bytes instead of JSON. */
export class Download {
  readonly name: string;
  readonly mimetype: string;
  readonly content: Uint8Array;

  constructor({ name, mimetype, content }: Pick<Download, "name" | "mimetype" | "content">) {
    this.name = name;
    this.mimetype = mimetype;
    this.content = content;
  }
}

export type Methods = Readonly<Record<string, Method>>;

interface Request {
  readonly path: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  readonly body: JsonObject;
  readonly parts: readonly Part[];
}

/** One request, read. */
export class Ask {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly parts: readonly Part[];
  readonly #search: URLSearchParams;

  constructor({ path, search, body, parts }: Request) {
    this.path = path;
    this.#search = search;
    this.query = Object.fromEntries(search);
    this.body = body;
    this.parts = parts;
  }

  /** All values of a name in the query. */
  all(name: string): readonly string[] {
    return this.#search.getAll(name);
  }

  /** A part of the path. */
  id(name: string): string {
    return this.path[name] ?? "";
  }

  /** @throws FeishuError 99992402 when it is missing or no string. */
  text(name: string): string {
    const value = this.optional(name);
    if (value === undefined || value === "") throw validation(name, `${name} is required`);
    return value;
  }

  optional(name: string): string | undefined {
    const value = this.body[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string") throw validation(name, `${name} must be a string`);
    return value;
  }

  flag(name: string): boolean {
    const value = this.body[name];
    if (value !== undefined && typeof value !== "boolean") throw validation(name, `${name} must be a boolean`);
    return value === true;
  }

  object(name: string): JsonObject {
    const value = this.body[name];
    if (!isObject(value)) throw validation(name, `${name} must be an object`);
    return value;
  }

  list(name: string): readonly Json[] {
    const value = this.body[name];
    if (!isArray(value)) throw validation(name, `${name} must be an array`);
    return value;
  }

  /** A field of a form. */
  field(name: string): string | undefined {
    return this.parts.find((part) => part.name === name && !part.isFile)?.content.toString();
  }
}

export type IdType = "open_id" | "union_id" | "user_id";
const ID_TYPES: readonly string[] = ["open_id", "union_id", "user_id"];

/** The `user_id_type` of the query. @throws FeishuError for an unknown one, and for user_id without its scope. */
export const idTypeOf = (ask: Ask, { space }: Backend, name = "user_id_type"): IdType => {
  const type = ask.query[name] ?? "open_id";
  if (!ID_TYPES.includes(type)) throw validation(name, `${name} is optional, options: [open_id,union_id,user_id]`);
  if (type === "user_id") needScope(space, ["contact:user.employee_id:readonly"]);
  return type as IdType;
};

export const idOf = (user: User, type: IdType): string => {
  if (type === "open_id") return user.openId;
  return type === "union_id" ? user.unionId : user.userId;
};

export const userBy = (space: Tenant, type: IdType | "email", id: string): User | undefined =>
  type === "open_id"
    ? space.users.get(id)
    : [...space.users.values()].find((user) => (type === "email" ? user.email === id : idOf(user, type) === id));

/** @throws FeishuError 99991672, which names the scopes and where they are granted. */
export const needScope = ({ app }: Tenant, scopes: readonly string[]): void => {
  if (scopes.length === 0 || scopes.some((scope) => app.scopes.includes(scope))) return;
  const link = `https://open.feishu.cn/app/${app.appId}/auth?q=${scopes.join(",")}&op_from=openapi&token_type=tenant`;
  throw new FeishuError(
    99991672,
    `Access denied. One of the following scopes is required: [${scopes.join(", ")}].应用尚未开通所需的应用身份权限：[${scopes.join(", ")}]，点击链接申请并开通任一权限即可：${link}`,
    { beside: { permission_violations: scopes.map((subject) => ({ type: "action_scope_required", subject })) } },
  );
};

/** @throws FeishuError when nothing can be said there: 232009, 230002, 230013. */
export const maySpeakIn = (space: Tenant, chat: Chat): void => {
  if (chat.dissolved) throw new FeishuError(232009, "Your request specifies a chat which has already been dissolved.");
  if (!chat.withBot) throw new FeishuError(230002, "The bot can not be outside the group.");
  if (chat.kind !== "p2p") return;
  const [other = ""] = chat.members;
  const user = space.users.get(other);
  if (!user || !space.isAvailableTo(user)) throw new FeishuError(230013, "Bot has NO availability to this user.");
};

/** The message of the path, if the bot can see it. @throws FeishuError */
export const messageOf = (ask: Ask, { space }: Backend): { readonly message: Message; readonly chat: Chat } => {
  const id = ask.id("message_id");
  if (!id.startsWith("om_")) throw new FeishuError(99992354, `these ids not existed: [${id}]`);
  const message = space.messages.get(id);
  const chat = message && space.chats.get(message.chatId);
  if (!message || !chat || message.onlyFor !== undefined)
    throw new FeishuError(230001, "Your request contains an invalid request parameter, ext=invalid message_id.");
  return { message, chat };
};

/** A page of the list as `has_more`, `page_token`, `items`. @throws FeishuError */
export const paged = <Item>(
  items: readonly Item[],
  { query }: Ask,
  { usual = 20, most = 100 } = {},
): { readonly page: readonly Item[]; readonly beside: JsonObject } => {
  const size = Number(query.page_size ?? usual);
  if (!Number.isInteger(size) || size < 1 || size > most)
    throw validation("page_size", `page_size must be between 1 and ${most}`);
  const token = query.page_token ?? "";
  const from = token === "" ? 0 : Number(Buffer.from(token, "base64").toString().replace("from:", ""));
  if (!Number.isInteger(from) || from < 0) throw validation("page_token", "invalid page_token");
  const more = from + size < items.length;
  return {
    page: items.slice(from, from + size),
    beside: {
      has_more: more,
      ...(more && { page_token: Buffer.from(`from:${from + size}`).toString("base64") }),
    },
  };
};
