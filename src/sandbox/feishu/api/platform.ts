import { isObject, type JsonObject } from "../../json.ts";
import { freshWord } from "../ids.ts";
import type { SlashCommand } from "../records.ts";
import { FeishuError, validation } from "./error.ts";
import type { Ask, Backend, Method, Methods } from "./method.ts";

const MOST_COMMANDS = 100;
const COMMAND = /^[a-z0-9][a-z0-9_-]*$/;

/** tenant_access_token and app_access_token are the same for an app of the company's own. */
const accessToken = (ask: Ask, { space, tokens }: Backend): JsonObject => {
  const [id, secret] = [ask.optional("app_id"), ask.optional("app_secret")];
  if (id !== space.app.appId) throw new FeishuError(10003, "invalid app_id", { status: 200 });
  if (secret !== space.app.secret) throw new FeishuError(10014, "app secret invalid", { status: 200 });
  const { token, expire } = tokens.issue();
  return { tenant_access_token: token, app_access_token: token, expire };
};

const botInfo = (_: Ask, { space }: Backend): JsonObject => ({
  bot: {
    activate_status: 2,
    app_name: space.app.name,
    avatar_url: `${space.origin}/avatar.png`,
    ip_white_list: [],
    open_id: space.app.botOpenId,
  },
});

const connections = (_: Ask, backend: Backend): JsonObject => ({ online_instance_cnt: backend.connections() });

const scopes = (_: Ask, { space }: Backend): JsonObject => ({
  scopes: space.app.scopes.map((scope) => ({ scope_name: scope, grant_status: 1, scope_type: "tenant" })),
});

const application = (ask: Ask, { space }: Backend): JsonObject => {
  const { app } = space;
  if (ask.id("app_id") !== "me" && ask.id("app_id") !== app.appId) throw new FeishuError(210503, "invalid app_id");
  if (!ask.query.lang) throw validation("lang", "lang is required");
  return {
    app: {
      app_id: app.appId,
      creator_id: app.botOpenId,
      status: 1,
      scene_type: 0,
      payment_type: 0,
      online_version_id: versionOf(space),
      app_name: app.name,
      avatar_url: `${space.origin}/avatar.png`,
      description: "",
      scopes: app.scopes.map((scope) => ({ scope, description: scope, level: 1, token_types: ["tenant"] })),
      primary_language: "zh_cn",
      owner: { type: 2, owner_id: app.botOpenId },
      mobile_default_ability: "bot",
      pc_default_ability: "bot",
      event: {
        subscription_type: space.pushUrl === null ? "websocket" : "webhook",
        ...(space.pushUrl !== null && { request_url: space.pushUrl }),
        subscribed_events: [...app.events],
      },
      callback_info: {
        callback_type: space.pushUrl === null ? "websocket" : "webhook",
        ...(space.pushUrl !== null && { request_url: space.pushUrl }),
        subscribed_callbacks: [...app.callbacks],
      },
    },
  };
};

const versionOf = ({ app }: Backend["space"]): string => `oav_${app.appId.slice(4)}`;

/** The published version, with the bot's menu as a list that names the entry above each. */
const appVersion = (ask: Ask, { space }: Backend): JsonObject => {
  const { app } = space;
  if (ask.id("app_id") !== app.appId || ask.id("version_id") !== versionOf(space))
    throw new FeishuError(210508, "no such version");
  const above = [...new Set(app.menu.flatMap(({ under }) => under ?? []))];
  const bot_menus: JsonObject[] = [
    ...above.map((name) => ({ menu_id: name, default_name: name, menu_content_type: 0 })),
    ...app.menu.map(({ eventKey, name, under }, sort) => ({
      menu_id: eventKey,
      ...(under !== undefined && { parent_menu_id: under }),
      sort,
      default_name: name,
      event_key: eventKey,
      menu_content_type: 3,
    })),
  ];
  const bot = { bot_menu_enable: app.menu.length > 0, bot_menus };
  return { app_version: { app_id: app.appId, version_id: versionOf(space), status: 1, ability: { bot } } };
};

const descriptionOf = (ask: Ask): SlashCommand["description"] => {
  const { default_value, i18n } = ask.object("description");
  if (typeof default_value !== "string" || default_value === "")
    throw validation("description.default_value", "default_value is required");
  const versions = isObject(i18n) ? Object.entries(i18n).map(([key, value]) => [key, String(value)] as const) : [];
  return { default: default_value, i18n: Object.fromEntries(versions) };
};

const commandShape = ({ id, command, description }: SlashCommand): JsonObject => ({
  command_id: id,
  command,
  description: { default_value: description.default, i18n: description.i18n },
});

const createCommand = (ask: Ask, { space }: Backend): JsonObject => {
  const command = ask.text("command");
  const description = descriptionOf(ask);
  if (!COMMAND.test(command)) throw validation("command", "command must match ^[a-z0-9][a-z0-9_-]*$");
  if ([...space.slashCommands.values()].some((one) => one.command === command))
    throw new FeishuError(40000000, "command already exists");
  if (space.slashCommands.size >= MOST_COMMANDS) throw new FeishuError(40000000, "too many commands");
  const made: SlashCommand = { id: freshWord(19), command, description };
  space.slashCommands.set(made.id, made);
  space.touch({ kind: "app" });
  return { command_id: made.id };
};

const listCommands = (_: Ask, { space }: Backend): JsonObject => ({
  items: [...space.slashCommands.values()].map(commandShape),
});

const commandOf = (ask: Ask, { space }: Backend): SlashCommand => {
  const command = space.slashCommands.get(ask.id("command_id"));
  if (!command) throw new FeishuError(40000000, "command not found");
  return command;
};

const patchCommand = (ask: Ask, backend: Backend): JsonObject => {
  const command = commandOf(ask, backend);
  command.description = descriptionOf(ask);
  backend.space.touch({ kind: "app" });
  return {};
};

const deleteCommand = (ask: Ask, backend: Backend): JsonObject => {
  backend.space.slashCommands.delete(commandOf(ask, backend).id);
  backend.space.touch({ kind: "app" });
  return {};
};

const issue: Method = { token: "none", scopes: [], bare: true, run: accessToken };
const write = { token: "tenant", scopes: ["application:app_slash_command:write"] } as const;
const own = {
  token: "tenant",
  scopes: ["application:application:self_manage", "admin:app.info:readonly"],
} as const;

export const platform: Methods = {
  "POST /open-apis/auth/v3/tenant_access_token/internal": issue,
  "POST /open-apis/auth/v3/app_access_token/internal": issue,
  "GET /open-apis/bot/v3/info": { token: "tenant", scopes: [], bare: true, run: botInfo },
  "GET /open-apis/event/v1/connection": { token: "tenant", scopes: [], perSecond: 10, run: connections },
  "GET /open-apis/application/v6/scopes": { token: "tenant", scopes: [], run: scopes },
  "GET /open-apis/application/v6/applications/:app_id": { ...own, run: application },
  "GET /open-apis/application/v6/applications/:app_id/app_versions/:version_id": { ...own, run: appVersion },
  "POST /open-apis/application/v7/app_slash_commands": { ...write, run: createCommand },
  "GET /open-apis/application/v7/app_slash_commands": {
    token: "tenant",
    scopes: ["application:app_slash_command:read", "application:app_slash_command:write"],
    run: listCommands,
  },
  "PATCH /open-apis/application/v7/app_slash_commands/:command_id": { ...write, run: patchCommand },
  "DELETE /open-apis/application/v7/app_slash_commands/:command_id": { ...write, run: deleteCommand },
};
