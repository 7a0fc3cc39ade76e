import type { JsonObject } from "../../json.ts";
import { botProfile, userShape } from "../shapes.ts";
import type { Workspace } from "../state.ts";
import type { Args } from "./args.ts";
import { SlackError } from "./error.ts";
import { type Backend, cursorBeside, type Methods, paged } from "./method.ts";

const seesEmail = (space: Workspace): boolean => space.app.scopes.includes("users:read.email");

const info = (args: Args, { space }: Backend): JsonObject => {
  const user = space.users.get(args.required("user"));
  if (!user) throw new SlackError("user_not_found");
  return { user: shown(space, args, user.id) };
};

/** The locale is only told on request. */
const shown = (space: Workspace, args: Args, id: string): JsonObject => {
  const user = space.users.get(id);
  if (!user) return {};
  const { locale, ...rest } = userShape(space, user, seesEmail(space));
  return args.flag("include_locale") ? { ...rest, locale } : rest;
};

const list = (args: Args, { space }: Backend): JsonObject => {
  const { page, next } = paged([...space.users.keys()], args);
  return { members: page.map((id) => shown(space, args, id)), cache_ts: space.stamps.seconds(), ...cursorBeside(next) };
};

const lookupByEmail = (args: Args, { space }: Backend): JsonObject => {
  const email = args.required("email").toLowerCase();
  const user = [...space.users.values()].find((one) => one.email.toLowerCase() === email && !one.deactivated);
  if (!user) throw new SlackError("users_not_found");
  return { user: shown(space, args, user.id) };
};

const authTest = (_: Args, { space }: Backend): JsonObject => ({
  url: `https://${space.team.domain}.slack.com/`,
  team: space.team.name,
  user: space.users.get(space.app.botUserId)?.name ?? "",
  team_id: space.team.id,
  user_id: space.app.botUserId,
  bot_id: space.app.botId,
  is_enterprise_install: false,
});

const teamInfo = (_: Args, { space }: Backend): JsonObject => ({
  team: { ...space.team, url: `https://${space.team.domain}.slack.com/`, email_domain: "", icon: {} },
});

const botInfo = (args: Args, { space }: Backend): JsonObject => {
  const bot = args.text("bot");
  if (bot !== undefined && bot !== space.app.botId) throw new SlackError("bot_not_found");
  return { bot: botProfile(space) };
};

const addReaction = (args: Args, { space, events }: Backend): JsonObject => {
  const message = space.message(args.required("channel"), args.required("timestamp"));
  if (!message || message.onlyFor !== undefined) throw new SlackError("message_not_found");
  void events.react(message, space.app.botUserId, args.required("name"));
  return {};
};

export const people: Methods = {
  "auth.test": { token: "bot", scopes: [], tier: "none", run: authTest },
  "users.info": { token: "bot", scopes: ["users:read"], tier: 4, run: info },
  "users.list": { token: "bot", scopes: ["users:read"], tier: 2, run: list },
  "users.lookupByEmail": { token: "bot", scopes: ["users:read.email"], tier: 3, run: lookupByEmail },
  "team.info": { token: "bot", scopes: ["team:read"], tier: 3, run: teamInfo },
  "bots.info": { token: "bot", scopes: ["users:read"], tier: 3, run: botInfo },
  "reactions.add": { token: "bot", scopes: ["reactions:write"], tier: 3, run: addReaction },
};
