import { type JsonObject, objects } from "../../json.ts";
import { mimeOf } from "../../mime.ts";
import { freshId } from "../ids.ts";
import { type Content, contentIn, postAsApp } from "../posting.ts";
import { fileShape } from "../shapes.ts";
import { Args } from "./args.ts";
import { SlackError } from "./error.ts";
import { type Backend, knownChannel, type Methods } from "./method.ts";

const getUploadUrl = (args: Args, { space }: Backend): JsonObject => {
  const name = args.required("filename");
  const length = args.number("length", 0);
  if (length <= 0)
    throw new SlackError("invalid_arguments", {
      response_metadata: { messages: ["[ERROR] `length` must be greater than 0"] },
    });
  const id = freshId("F");
  space.files.set(id, {
    id,
    name,
    title: name,
    user: space.app.botUserId,
    mimetype: mimeOf(name),
    created: space.stamps.seconds(),
    content: Buffer.alloc(0),
    channels: new Set(),
  });
  return { upload_url: `${space.origin}/upload/${id}`, file_id: id };
};

const complete = (args: Args, { space, events }: Backend): JsonObject => {
  const given = objects(args.array("files", "invalid_arguments"));
  if (given.length === 0) throw new SlackError("invalid_arguments");
  const files = given.map(({ id, title }) => {
    const file = space.files.get(String(id));
    if (!file || file.content.length === 0 || file.channels.size > 0) throw new SlackError("file_not_found");
    if (typeof title === "string") file.title = title;
    return file;
  });
  const target = args.text("channel_id");
  if (target !== undefined) {
    if (!/^[CDG]/.test(target)) throw new SlackError("channel_not_found");
    const channel = knownChannel(space, target);
    if (!channel.members.has(space.app.botUserId)) throw new SlackError("not_in_channel");
    const comment = args.text("initial_comment");
    const content: Content = comment === undefined ? { text: "", blocks: [] } : contentIn(new Args({ text: comment }));
    const message = postAsApp(space, {
      channel,
      content,
      threadTs: args.text("thread_ts"),
      files: files.map((file) => file.id),
    });
    for (const file of files) file.channels.add(channel.id);
    void events.posted(message);
  }
  return { files: files.map((file) => fileShape(space, file)) };
};

const info = (args: Args, { space }: Backend): JsonObject => {
  const file = space.files.get(args.required("file"));
  if (!file) throw new SlackError("file_not_found");
  return { file: fileShape(space, file), comments: [], response_metadata: { next_cursor: "" } };
};

export const files: Methods = {
  "files.getUploadURLExternal": { token: "bot", scopes: ["files:write"], tier: 4, run: getUploadUrl },
  "files.completeUploadExternal": { token: "bot", scopes: ["files:write"], tier: 4, run: complete },
  "files.info": { token: "bot", scopes: ["files:read"], tier: 4, run: info },
};

/** Used by the upload address: takes the bytes. False when there is no such upload. */
export const takeUpload = ({ space }: Backend, id: string, content: Buffer): boolean => {
  const file = space.files.get(id);
  if (!file || file.content.length > 0) return false;
  file.content = content;
  return true;
};
