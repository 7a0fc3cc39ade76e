import type { JsonObject } from "../../json.ts";
import { problemsInView } from "../blocks/validate.ts";
import type { View } from "../records.ts";
import { viewShape } from "../shapes.ts";
import type { Workspace } from "../state.ts";
import { DEEPEST_STACK } from "../views.ts";
import { type Args, missing } from "./args.ts";
import { refuseProblems, SlackError } from "./error.ts";
import type { Backend, Methods } from "./method.ts";

const MOST_BYTES = 250 * 1024;

/** A view Slack would take. @throws SlackError */
export const checkedView = (view: JsonObject, type: "modal" | "home"): JsonObject => {
  if (Buffer.byteLength(JSON.stringify(view)) > MOST_BYTES) throw new SlackError("view_too_large");
  if (view.type !== type)
    throw new SlackError("invalid_arguments", {
      response_metadata: { messages: [`[ERROR] must be a ${type} view [json-pointer:/view/type]`] },
    });
  refuseProblems("invalid_arguments", problemsInView(view));
  return view;
};

const viewIn = (
  args: Args,
  space: Workspace,
  { type, replaced }: { type: "modal" | "home"; replaced?: View | undefined },
): JsonObject => {
  const view = args.object("view", "invalid_arguments");
  if (!view) throw missing("view");
  const checked = checkedView(view, type);
  const twin =
    typeof view.external_id === "string" && view.external_id !== ""
      ? space.views.withExternalId(view.external_id)
      : undefined;
  if (twin && twin !== replaced) throw new SlackError("duplicate_external_id");
  return checked;
};

const open = (args: Args, { space, triggers, faults }: Backend): JsonObject => {
  const view = viewIn(args, space, { type: "modal" });
  const { user } = triggers.exchange(
    args.text("trigger_id") ?? args.text("interactivity_pointer"),
    faults.triggerError,
  );
  const opened = space.views.open(user, view);
  space.touch({ kind: "modals", user });
  return { view: viewShape(space, opened) };
};

const push = (args: Args, { space, triggers, faults }: Backend): JsonObject => {
  const view = viewIn(args, space, { type: "modal" });
  const { user } = triggers.exchange(
    args.text("trigger_id") ?? args.text("interactivity_pointer"),
    faults.triggerError,
  );
  const depth = space.views.stack(user).length;
  if (depth === 0) throw new SlackError("not_found");
  if (depth >= DEEPEST_STACK) throw new SlackError("push_limit_reached");
  const pushed = space.views.push(user, view);
  space.touch({ kind: "modals", user });
  return { view: viewShape(space, pushed) };
};

const sameHash = (args: Args, view: View | undefined): void => {
  const hash = args.text("hash");
  if (hash !== undefined && view && hash !== view.hash) throw new SlackError("hash_conflict");
};

const update = (args: Args, { space }: Backend): JsonObject => {
  const id = args.text("view_id");
  const externalId = args.text("external_id");
  if (id === undefined && externalId === undefined) throw missing("view_id");
  const view = id === undefined ? space.views.withExternalId(externalId ?? "") : space.views.find(id);
  if (!view) throw new SlackError("not_found");
  const body = viewIn(args, space, { type: view.type, replaced: view });
  sameHash(args, view);
  space.views.replace(view, body);
  space.touch({ kind: view.type === "home" ? "home" : "modals", user: view.user });
  return { view: viewShape(space, view) };
};

const publish = (args: Args, { space }: Backend): JsonObject => {
  if (!space.app.homeTab) throw new SlackError("not_enabled");
  const user = space.users.get(args.required("user_id"));
  if (!user || user.isBot || user.deactivated)
    throw new SlackError("invalid_arguments", { response_metadata: { messages: ["[ERROR] invalid `user_id`"] } });
  const before = space.views.home(user.id);
  const body = viewIn(args, space, { type: "home", replaced: before });
  sameHash(args, before);
  const view = space.views.publish(user.id, body);
  space.touch({ kind: "home", user: user.id });
  return { view: viewShape(space, view) };
};

export const views: Methods = {
  "views.open": { token: "bot", scopes: [], tier: 4, run: open },
  "views.push": { token: "bot", scopes: [], tier: 4, run: push },
  "views.update": { token: "bot", scopes: [], tier: 4, run: update },
  "views.publish": { token: "bot", scopes: [], tier: 4, run: publish },
};
