import { isObject, type JsonObject } from "../../json.ts";
import { problemsInBlocks, problemsInView } from "../blocks/validate.ts";
import type { Args } from "./args.ts";
import { SlackError } from "./error.ts";
import type { Backend, Methods } from "./method.ts";

const MOST_VALIDATED = 100 * 1024;

const test = (args: Args): JsonObject => {
  const error = args.text("error");
  const { token: _, ...said } = args.raw;
  if (error !== undefined) throw new SlackError(error, { args: said });
  return { args: said };
};

/** Exactly one of blocks, message, view; problems come back with JSON pointers. */
const validate = (args: Args): JsonObject => {
  const blocks = args.array("blocks", "invalid_arguments");
  const message = args.object("message", "invalid_arguments");
  const view = args.object("view", "invalid_arguments");
  if ([blocks, message, view].filter((each) => each !== undefined).length !== 1)
    throw new SlackError("invalid_arguments");
  if (JSON.stringify(args.raw).length > MOST_VALIDATED) throw new SlackError("invalid_arguments");
  const [error, problems] = blocks
    ? (["invalid_blocks", problemsInBlocks(blocks, "message", "")] as const)
    : message
      ? (["invalid_message", problemsInBlocks(message.blocks ?? [], "message")] as const)
      : (["invalid_view", isObject(view) ? problemsInView(view, "") : []] as const);
  if (problems.length > 0) throw new SlackError(error, { errors: problems.map((problem) => ({ ...problem })) });
  return {};
};

const openConnection = (_: Args, { sockets }: Backend): JsonObject => ({ url: sockets.issueUrl() });

export const platform: Methods = {
  "api.test": { token: "none", scopes: [], tier: "none", run: test },
  "blocks.validate": { token: "none", scopes: [], tier: "none", run: validate },
  "apps.connections.open": { token: "app", scopes: [], tier: 3, run: openConnection },
};
