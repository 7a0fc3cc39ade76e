import { type JsonObject, parseJson } from "../../json.ts";
import { mimeOf } from "../../mime.ts";
import { freshKey } from "../ids.ts";
import { stringsIn } from "../shapes.ts";
import { FeishuError } from "./error.ts";
import { type Ask, type Backend, Download, type Methods, messageOf } from "./method.ts";

const MEGABYTE = 1024 * 1024;
const LARGEST_DOWNLOAD = 100 * MEGABYTE;
const FILE_TYPES = ["opus", "mp4", "pdf", "doc", "xls", "ppt", "stream"];
const UPLOAD = ["im:resource", "im:resource:upload"];
const READ = ["im:message", "im:message:readonly", "im:message.history:readonly"];

const invalidParam = () => new FeishuError(234001, "Invalid request param.");

const bytesOf = (ask: Ask, name: string, most: number): Buffer => {
  const part = ask.parts.find((one) => one.name === name);
  if (!part) throw invalidParam();
  if (part.content.length === 0) throw new FeishuError(234010, "File's size can't be 0.");
  if (part.content.length > most) throw new FeishuError(234006, "The file size exceed the max value.");
  return part.content;
};

/** By the first bytes, as Feishu tells pictures. */
const pictureType = (content: Buffer): string | undefined => {
  const head = content.subarray(0, 12).toString("latin1");
  if (head.startsWith("\x89PNG")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("GIF8")) return "image/gif";
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return "image/webp";
  return head.startsWith("BM") ? "image/bmp" : undefined;
};

const createImage = (ask: Ask, { space }: Backend): JsonObject => {
  const type = ask.field("image_type");
  if (type !== "message" && type !== "avatar") throw invalidParam();
  const content = bytesOf(ask, "image", 10 * MEGABYTE);
  const mimetype = pictureType(content);
  if (mimetype === undefined) throw new FeishuError(234011, "Can't regonnize the image format.");
  const key = freshKey("img_v3_02ab_");
  space.files.set(key, { key, name: key, mimetype, content, byApp: true });
  return { image_key: key };
};

const createFile = (ask: Ask, { space }: Backend): JsonObject => {
  const name = ask.field("file_name") ?? "";
  if (name === "" || !FILE_TYPES.includes(ask.field("file_type") ?? "")) throw invalidParam();
  const content = bytesOf(ask, "file", 30 * MEGABYTE);
  const key = freshKey("file_v3_00ns_");
  space.files.set(key, { key, name, mimetype: mimeOf(name), content, byApp: true });
  return { file_key: key };
};

/** A file or picture of a message; not of a card. */
const getResource = (ask: Ask, backend: Backend): Download => {
  const { space } = backend;
  const { message, chat } = messageOf(ask, backend);
  const type = ask.query.type;
  if (type !== "image" && type !== "file") throw invalidParam();
  if (message.deleted) throw new FeishuError(230110, "Action unavailable as the message has been deleted.");
  if (!chat.withBot) throw new FeishuError(234004, "App not in chat.");
  if (message.type === "interactive") throw new FeishuError(234043, "Unsupported message type.");
  const key = ask.id("file_key");
  const file = stringsIn(parseJson(message.content)).includes(key) ? space.files.get(key) : undefined;
  if (file && file.content.length > LARGEST_DOWNLOAD)
    throw new FeishuError(234037, "Downloaded file size exceeds limit.");
  if (!file || (type === "image") !== key.startsWith("img_")) throw new FeishuError(234003, "File not in message.");
  return new Download(file);
};

/** Only what the app uploaded itself. */
const getImage = (ask: Ask, { space }: Backend): Download => {
  const file = space.files.get(ask.id("image_key"));
  if (!file?.byApp) throw new FeishuError(234003, "File not in message.");
  return new Download(file);
};

export const resources: Methods = {
  "POST /open-apis/im/v1/images": { token: "tenant", scopes: UPLOAD, run: createImage },
  "GET /open-apis/im/v1/images/:image_key": { token: "tenant", scopes: ["im:resource"], run: getImage },
  "POST /open-apis/im/v1/files": { token: "tenant", scopes: UPLOAD, run: createFile },
  "GET /open-apis/im/v1/messages/:message_id/resources/:file_key": { token: "tenant", scopes: READ, run: getResource },
};
