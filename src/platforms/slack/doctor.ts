import type { Feature } from "../../chat/feature.ts";
import { PortError } from "../../chat/port.ts";
import type { Clock } from "../../core/clock.ts";
import { clockFinding, type Finding, fine, placesFinding, type TeamPlace, unknown, wrong } from "../../core/finding.ts";
import type { Log } from "../../core/log.ts";
import { Connection } from "./connection.ts";
import { isOutside } from "./errors.ts";
import { manifest } from "./manifest.ts";

export interface Patient {
  readonly botToken: string;
  /** With it events come over Socket Mode. */
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
  readonly features: readonly Feature[];
  /** Where teams want to be written to. */
  places(): Promise<readonly TeamPlace[]>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds. */
const PATIENCE = 5000;

/** Looks at the app from outside; changes nothing. */
export async function* examine(patient: Patient): AsyncGenerator<Finding> {
  const { botToken, appToken, apiUrl, features, clock, log } = patient;
  const slack = new Connection({ botToken, ...(apiUrl !== undefined && { apiUrl }), clock, log });
  const mode = appToken === undefined ? "http" : "socket";
  yield* clockFinding("Slack", await dateAt(apiUrl), clock);
  try {
    const self = await slack.call("Signing in", () => slack.posts.auth.test());
    yield fine("credentials", `${self.team ?? "the workspace"} knows the bot as @${self.user ?? "…"}`);
    const granted = new Set(self.response_metadata?.scopes ?? []);
    const needed = manifest(features, mode).oauth_config?.scopes?.bot ?? [];
    yield scopes(needed, granted);
  } catch (error) {
    yield failed("credentials", error);
    return;
  }
  const places = await patient.places();
  if (places.length > 0) yield await channels(slack, places);
  yield appToken === undefined ? PUSHED : await socketMode(slack, appToken);
  yield SUBSCRIPTIONS;
}

/** Asked by hand: the SDK shows no headers. Undefined when nothing answers, which the sign-in then explains. */
const dateAt = async (apiUrl = "https://slack.com/api/"): Promise<string | null | undefined> => {
  const asked = { method: "POST", signal: AbortSignal.timeout(PATIENCE) };
  const answer = await fetch(new URL("api.test", apiUrl), asked).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.headers.get("date");
};

const scopes = (needed: readonly string[], granted: ReadonlySet<string>): Finding => {
  const missing = needed.filter((scope) => !granted.has(scope));
  if (missing.length === 0) return fine("scopes", `all ${needed.length} are granted`);
  const remedy =
    "Add them to Bot Token Scopes under OAuth & Permissions at api.slack.com/apps (or paste the manifest again under App Manifest), then install the app again.";
  return wrong("scopes", `${missing.length} of ${needed.length} not granted: ${missing.join(", ")}`, remedy);
};

const channels = async (slack: Connection, places: readonly TeamPlace[]): Promise<Finding> => {
  const outside: TeamPlace[] = [];
  try {
    for (const each of places) if (await isOutsideOf(slack, each.place)) outside.push(each);
  } catch (error) {
    return failed("channels", error);
  }
  const remedy = "Type /invite @Rapport in each, or give the team another channel with /team.";
  return placesFinding(places, outside, remedy);
};

const isOutsideOf = (slack: Connection, channel: string): Promise<boolean> =>
  slack.call("Looking at a channel", () =>
    slack.posts.conversations.history({ channel, limit: 1 }).then(
      () => false,
      (error: unknown) => {
        if (isOutside(error)) return true;
        throw error;
      },
    ),
  );

/** Asks for an address to connect to, without connecting: a connection would be given events meant for the bot. */
const socketMode = async (slack: Connection, token: string): Promise<Finding> => {
  try {
    await slack.call("Asking for a connection", () => slack.posts.apiCall("apps.connections.open", { token }));
    return fine("connection", "Slack gives out an address for Socket Mode");
  } catch (error) {
    const found = failed("connection", error);
    if (found.state === "unknown") return found;
    const remedy =
      "Turn on Socket Mode, and copy an app-level token (xapp-…) with the scope connections:write from Basic Information → App-Level Tokens into SLACK_APP_TOKEN.";
    return wrong("connection", found.says, remedy);
  }
};

const PUSHED = unknown(
  "address",
  "Slack pushes to an address of yours; whether it gets through cannot be seen from here",
  "Start the bot and let Slack verify the address under Event Subscriptions. A refusal means that the address leads elsewhere, or that the Signing Secret is another.",
);

const SUBSCRIPTIONS = unknown(
  "events",
  "Slack does not tell an app which events and commands it has",
  "At api.slack.com/apps → App Manifest compare with the file in manifests/. Missing events: the bot does not hear words. Missing commands: Slack knows them not, typed without the slash they work. Interactivity off: buttons show a warning sign.",
);

const failed = (check: string, error: unknown): Finding => {
  if (!(error instanceof PortError)) throw error;
  const { failure, message, remedy, retryAfter } = error;
  if (failure === "rate_limited")
    return unknown(
      check,
      "Slack takes no more calls for the moment",
      `Run it again in ${Math.ceil((retryAfter ?? 1000) / 1000)} s.`,
    );
  if (failure === "unavailable")
    return wrong(
      check,
      message,
      "Check the network, a proxy in between, and SLACK_API_URL; without it Slack is asked.",
    );
  return wrong(check, message, remedy ?? "Install the app again and copy its tokens anew.");
};
