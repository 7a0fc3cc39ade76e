import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { PortError, type PortFailure } from "../../chat/port.ts";
import type { InBoth } from "../../core/language.ts";

const GONE = new Set([
  "channel_not_found",
  "is_archived",
  "user_not_found",
  "users_not_found",
  "user_disabled",
  "user_not_visible",
  "cannot_dm_bot",
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "thread_not_found",
  "not_found",
  "cannot_reply_to_message",
  "users_list_not_supplied",
  "user_not_in_channel",
]);
const INVALID = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_arguments",
  "invalid_args",
  "invalid_arg_name",
  "invalid_attachments",
  "invalid_metadata_format",
  "invalid_metadata_schema",
  "metadata_too_large",
  "msg_too_long",
  "msg_blocks_too_long",
  "no_text",
  "too_many_attachments",
  "view_too_large",
  "invalid_view",
  "unknown_method",
  "invalid_form_data",
]);
/** Slack failed, perhaps after it had done what was asked. */
/** Slack is busy, or moves the workspace into an organization. */
const TROUBLE = new Set(
  ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "accesslimited"].concat(
    "org_login_required",
  ),
);

const REMEDIES: Readonly<Record<string, InBoth>> = {
  invalid_auth: {
    en: "The bot token is wrong: copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions at api.slack.com/apps into SLACK_BOT_TOKEN.",
    zh: "Bot Token 不对：请从 api.slack.com/apps 的 OAuth & Permissions 复制 Bot User OAuth Token（xoxb-…），填到 SLACK_BOT_TOKEN。",
  },
  not_authed: {
    en: "The bot token is missing: copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions at api.slack.com/apps into SLACK_BOT_TOKEN.",
    zh: "没有 Bot Token：请从 api.slack.com/apps 的 OAuth & Permissions 复制 Bot User OAuth Token（xoxb-…），填到 SLACK_BOT_TOKEN。",
  },
  token_revoked: {
    en: "The token was revoked: install the app to the workspace again (Install App at api.slack.com/apps) and copy the new tokens.",
    zh: "Token 被撤销了：请重新把应用装到工作区（api.slack.com/apps 的 Install App），再复制新的 Token。",
  },
  token_expired: {
    en: "The token has expired: turn token rotation off, install the app again and copy the new bot token.",
    zh: "Token 过期了：请关掉 token rotation，重新安装应用，再复制新的 Bot Token。",
  },
  account_inactive: {
    en: "The app was removed from the workspace: install it again (Install App at api.slack.com/apps) and copy the new bot token.",
    zh: "应用被移出了工作区：请重新安装（api.slack.com/apps 的 Install App），再复制新的 Bot Token。",
  },
  not_allowed_token_type: {
    en: "The tokens are mixed up: SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-.",
    zh: "两个 Token 填反了：SLACK_BOT_TOKEN 以 xoxb- 开头，SLACK_APP_TOKEN 以 xapp- 开头。",
  },
  not_in_channel: {
    en: "Rapport is not in this channel: type /invite @Rapport in it.",
    zh: "Rapport 不在这个频道里：请在频道里输入 /invite @Rapport。",
  },
  channel_not_found: {
    en: "The channel is gone, or it is private and Rapport is not in it: type /invite @Rapport in it, or set another channel.",
    zh: "频道没有了，或者是私密频道、Rapport 不在里面：请在频道里输入 /invite @Rapport，或者换一个频道。",
  },
  is_archived: {
    en: "The channel is archived: set another channel for this team.",
    zh: "频道已经归档：请给这个团队换一个频道。",
  },
  messages_tab_disabled: {
    en: "Direct messages are off: turn on the Messages Tab in App Home at api.slack.com/apps.",
    zh: "私信没有打开：请在 api.slack.com/apps 的 App Home 里打开 Messages Tab。",
  },
  restricted_action: {
    en: "The workspace does not let apps post here: ask a workspace admin to allow it.",
    zh: "工作区不让应用在这里发言：请工作区管理员放开。",
  },
  team_access_not_granted: {
    en: "The app is not approved for this workspace: ask a workspace admin to approve it.",
    zh: "应用还没有获准用于这个工作区：请工作区管理员批准。",
  },
};
const FORBIDDEN = new Set([
  ...Object.keys(REMEDIES).filter((code) => !GONE.has(code)),
  "no_permission",
  "access_denied",
  "ekm_access_denied",
  "two_factor_setup_required",
  "restricted_action_read_only_channel",
  "restricted_action_thread_only_channel",
  "restricted_action_non_threadable_channel",
  "missing_scope",
  "invalid_app_token",
  "missing_post_type",
]);

/** The app or its token is refused: nothing will work until the operator acts. */
const OF_APP = new Set([
  "invalid_auth",
  "not_authed",
  "token_revoked",
  "token_expired",
  "account_inactive",
  "team_access_not_granted",
]);

/** It is an admin who has to act, not whoever copies tokens. */
export const isUnapproved = ({ cause }: PortError): boolean =>
  cause instanceof WebAPIPlatformError && cause.data.error === "team_access_not_granted";

/** What Slack or the way to it said, in the port's words. A PortError stays what it is. */
export const classify = (error: unknown, doing: string): PortError => {
  if (error instanceof PortError) return error;
  const said = (
    failure: PortFailure,
    more: { retryAfter?: number; uncertain?: boolean; ofApp?: boolean; remedy?: InBoth | undefined } = {},
  ) => new PortError(failure, `${doing}: ${messageOf(error)}`, { ...more, cause: error });
  if (error instanceof WebAPIRateLimitedError) return said("rate_limited", { retryAfter: error.retryAfter * 1000 });
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    return said(failureOf(code), { uncertain: TROUBLE.has(code), ofApp: OF_APP.has(code), remedy: remedyOf(error) });
  }
  if (error instanceof WebAPIHTTPError) {
    if (error.statusCode === 429) return said("rate_limited", { retryAfter: retryAfterOf(error.headers) });
    return said(error.statusCode >= 500 ? "unavailable" : "unknown", { uncertain: error.statusCode >= 500 });
  }
  if (error instanceof WebAPIRequestError) return said("unavailable", { uncertain: !neverArrived(error) });
  return said("unknown");
};

const messageOf = (error: unknown): string => {
  if (error instanceof WebAPIPlatformError) {
    const details = error.data.response_metadata?.messages ?? [];
    return [error.data.error, ...details].join(" ");
  }
  return error instanceof Error ? error.message : String(error);
};

const failureOf = (code: string): PortFailure => {
  if (code === "ratelimited" || code === "rate_limited") return "rate_limited";
  if (GONE.has(code)) return "gone";
  if (FORBIDDEN.has(code)) return "forbidden";
  if (INVALID.has(code)) return "invalid";
  return TROUBLE.has(code) ? "unavailable" : "unknown";
};

const remedyOf = (error: WebAPIPlatformError): InBoth | undefined => {
  if (error.data.error !== "missing_scope") return REMEDIES[error.data.error];
  const needed = "needed" in error.data ? String(error.data.needed) : undefined;
  return {
    en: `The scope ${needed ?? "that the method needs"} is missing: add it to Bot Token Scopes in OAuth & Permissions at api.slack.com/apps and install the app again.`,
    zh: `缺少权限${needed === undefined ? "" : ` ${needed}`}：请在 api.slack.com/apps 的 OAuth & Permissions → Bot Token Scopes 里加上，再重新安装应用。`,
  };
};

const retryAfterOf = (headers: Record<string, string>): number => {
  const seconds = Number(headers["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 30_000;
};

/** The connection was never made, so Slack cannot have done anything. */
const neverArrived = (error: WebAPIRequestError): boolean => {
  const codes = [error.original, error.original.cause].map((one) =>
    one instanceof Error && "code" in one ? one.code : "",
  );
  return codes.some((code) => code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN");
};

/** The bot is not in a channel; of a private one Slack says that there is none. */
export const isOutside = (error: unknown): boolean =>
  error instanceof WebAPIPlatformError && ["not_in_channel", "channel_not_found"].includes(error.data.error);

/** Slack says so in two ways: by name, or as an invalid argument whose message names the trigger. */
export const isExpiredTrigger = (error: unknown): boolean => {
  if (!(error instanceof WebAPIPlatformError)) return false;
  const { error: code, response_metadata: more } = error.data;
  if (code === "expired_trigger_id" || code === "exchanged_trigger_id" || code === "invalid_trigger_id") return true;
  return code === "invalid_arguments" && (more?.messages ?? []).some((message) => message.includes("trigger_id"));
};
