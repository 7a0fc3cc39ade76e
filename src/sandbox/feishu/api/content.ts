import { isArray, isObject, type Json, type JsonObject, object, objects, parseJson } from "../../json.ts";
import { refuseBadCard } from "../card-gate.ts";
import type { Mention, MessageType } from "../records.ts";
import type { Tenant } from "../state.ts";
import { FeishuError, invalid } from "./error.ts";

/** What a message says, as Feishu keeps it. */
export interface Content {
  readonly type: MessageType;
  readonly content: string;
  readonly mentions: readonly Mention[];
}

const LARGEST_TEXT = 150 * 1024;
const LARGEST_POST = 30 * 1024;
const POST_TAGS = ["text", "a", "at", "img", "media", "emotion", "hr", "code_block", "md"];
const LANGUAGES = /^[a-z]{2}_[a-z]{2}$/;

/** Who is mentioned, in order; everyone once. */
class Mentions {
  readonly all: Mention[] = [];
  readonly #space: Tenant;

  constructor(space: Tenant) {
    this.#space = space;
  }

  /** `@_user_1` for them; undefined for somebody unknown. */
  keyFor(id: string): string | undefined {
    if (id === "all") {
      this.#keep({ key: "@_all", openId: "all", name: "所有人" });
      return "@_all";
    }
    const user = [...this.#space.users.values()].find((one) => [one.openId, one.userId, one.unionId].includes(id));
    if (!user) return undefined;
    const known = this.all.find(({ openId }) => openId === user.openId);
    const key = known?.key ?? `@_user_${this.all.filter(({ openId }) => openId !== "all").length + 1}`;
    this.#keep({ key, openId: user.openId, name: user.realName });
    return key;
  }

  #keep(mention: Mention): void {
    if (!this.all.some(({ key }) => key === mention.key)) this.all.push(mention);
  }
}

const notTooLong = (content: string, most: number): void => {
  if (Buffer.byteLength(content) > most)
    throw new FeishuError(230025, "The length of the message content reaches its limit.");
};

const text = (space: Tenant, sent: JsonObject): Content => {
  if (typeof sent.text !== "string" || sent.text === "") throw invalid("text is empty");
  const mentions = new Mentions(space);
  const said = sent.text.replaceAll(
    /<at user_id="([^"]*)">(.*?)<\/at>/g,
    (_, id: string, name: string) => mentions.keyFor(id) ?? `@${name}`,
  );
  return { type: "text", content: JSON.stringify({ text: said }), mentions: mentions.all };
};

/** Rows of elements; pictures and people must be known. */
const postRows = (space: Tenant, rows: Json | undefined, mentions: Mentions): readonly Json[] => {
  if (!isArray(rows)) throw invalid("post content must be an array of arrays");
  return rows.map((row) => {
    if (!isArray(row)) throw invalid("post content must be an array of arrays");
    return row.map((element) => postElement(space, element, mentions));
  });
};

const postElement = (space: Tenant, element: Json, mentions: Mentions): Json => {
  const { tag, user_id, image_key } = object(element);
  if (typeof tag !== "string" || !POST_TAGS.includes(tag)) throw invalid(`unsupported tag ${String(tag)}`);
  if (tag === "img" && !space.files.has(String(image_key))) throw invalid("invalid image_key");
  const key = tag === "at" ? mentions.keyFor(String(user_id)) : undefined;
  return key === undefined ? element : { ...object(element), user_id: key };
};

const post = (space: Tenant, sent: JsonObject): Content => {
  const languages = Object.entries(sent).filter(([key]) => LANGUAGES.test(key));
  const [first] = languages;
  if (!first) throw invalid("post has no content in any language");
  const mentions = new Mentions(space);
  const versions = languages.map(([language, value]) => {
    if (!isObject(value)) throw invalid("post content is invalid");
    return [language, { ...value, content: postRows(space, value.content, mentions) }] as const;
  });
  return { type: "post", content: JSON.stringify(Object.fromEntries(versions)), mentions: mentions.all };
};

/** Only what the bot uploaded itself can be sent. */
const resource = (space: Tenant, sent: JsonObject, type: "image" | "file"): Content => {
  const name = `${type}_key`;
  const file = space.files.get(String(sent[name]));
  if (!file) throw invalid(`invalid ${name}`);
  if (!file.byApp) throw new FeishuError(230017, "Bot is NOT the owner of the resource.");
  if ((type === "image") !== file.key.startsWith("img_"))
    throw new FeishuError(230055, "The type of file upload does not match the type of message being sent.");
  return {
    type,
    content: JSON.stringify({ [name]: file.key, ...(type === "file" && { file_name: file.name }) }),
    mentions: [],
  };
};

/** `msg_type` and `content` as an app sends them. @throws FeishuError 230001, 230017, 230025, 230055, 230099 */
export const readContent = (space: Tenant, type: string, content: string): Content => {
  const sent = parseJson(content);
  if (type === "interactive") {
    refuseBadCard(space, content);
    return { type, content, mentions: [] };
  }
  if (!isObject(sent)) throw invalid("content is not a string in json format");
  notTooLong(content, type === "post" ? LARGEST_POST : LARGEST_TEXT);
  if (type === "text") return text(space, sent);
  if (type === "post") return post(space, sent);
  if (type === "image" || type === "file") return resource(space, sent, type);
  throw invalid("invalid msg_type");
};

/** `follow_ups`: what the bubbles say. @throws FeishuError 230007 */
export const readFollowUps = (sent: readonly Json[]) => {
  const bubbles = objects(sent);
  const fits = (value: Json | undefined) => typeof value === "string" && value.length >= 1 && value.length <= 200;
  if (
    bubbles.length !== sent.length ||
    bubbles.length < 1 ||
    bubbles.length > 3 ||
    !bubbles.every((one) => fits(one.content))
  )
    throw new FeishuError(230007, "invalid follow up.");
  return bubbles.map(({ content, i18n_contents }) => ({
    content: String(content),
    i18n: Object.fromEntries(objects(i18n_contents).map((each) => [String(each.language), String(each.content)])),
  }));
};
