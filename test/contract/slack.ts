import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import { createSlackPort, type SlackPort } from "../../src/platforms/slack/index.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import { createSlackSandbox, type SlackSandbox } from "../../src/sandbox/slack/index.ts";
import { installed } from "../../src/sandbox/slack/install.ts";
import { mailOf, PEOPLE, type Platform, UNHURRIED } from "./stage.ts";

const TEAM = "T0TRIAL";
const LOOK_UP = "users.lookupByEmail";
const BOT = manifest([], "socket").display_information.name;

export interface SlackPlatform extends Platform {
  readonly sandbox: SlackSandbox;
}

/** The Slack-compatible server of the sandbox, with the bot connected through the real Bolt. */
export const slackPlatform = (mode: "socket" | "http"): SlackPlatform => {
  let sandbox: SlackSandbox | undefined;
  let clock: Clock | undefined;
  let server: Server | undefined;
  let port: SlackPort | undefined;
  const there = (): SlackSandbox => {
    if (!sandbox) throw new Error("The platform has not been started.");
    return sandbox;
  };
  return {
    name: "slack",
    workspace: TEAM,
    hearsEverywhere: true,
    whispersInThreads: true,
    looksThroughGroups: true,
    knowsPhones: false,
    knowsZones: true,
    get sandbox() {
      return there();
    },
    async start(features, given) {
      clock = given;
      sandbox = createSlackSandbox({
        clock: given,
        retryPace: 0.001,
        rates: false,
        ackMs: UNHURRIED.platform,
        triggerMs: UNHURRIED.platform,
        workspace: {
          team: { id: TEAM, name: "Trial", domain: "trial" },
          app: installed(manifest(features, mode), {
            botToken: "xoxb-trial",
            appToken: "xapp-trial",
            signingSecret: "trial-secret",
          }),
          users: PEOPLE.map(({ name, language }) => ({
            name,
            realName: name,
            email: mailOf(name),
            tz: "Asia/Shanghai",
            locale: language === "zh" ? "zh-CN" : "en-US",
          })),
          channels: [
            { name: "team", members: ["li", "emma", "wang", "zoe"], withBot: true },
            { name: "deals", members: ["emma", "li"] },
          ],
        },
      });
      await sandbox.start();
      if (mode === "http") {
        server = createServer((request, response) => void port?.handle(request, response));
        await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
        sandbox.useHttp({ commandsUrl: url, eventsUrl: url, interactivityUrl: url });
      }
    },
    async stop() {
      await there().stop();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    },
    createPort(log) {
      const { botToken, appToken, signingSecret, apiUrl } = there();
      const common = { botToken, apiUrl, log, clock: clock ?? systemClock, eventPatience: UNHURRIED.port };
      port = createSlackPort(mode === "socket" ? { ...common, mode, appToken } : { ...common, mode, signingSecret });
      return port;
    },
    trouble: {
      postsTooFast: (seconds) => {
        there().faults.add({ on: "chat.postMessage", do: "rate_limit", retryAfter: seconds });
        there().faults.add({ on: "chat.update", do: "rate_limit", retryAfter: seconds });
      },
      repeat: (copies) => void there().faults.add({ to: "*", do: "repeat", copies }),
      loseNextAnswer: () => void there().faults.add({ on: "chat.postMessage", do: "lose_response", times: 1 }),
      loseNextFile: (how) =>
        void there().faults.add(
          how === "answer"
            ? { on: "files.completeUploadExternal", do: "lose_response", times: 1 }
            : { on: "upload", do: "http_error", status: 500, times: 1 },
        ),
      forbidFiles: () => {
        there().faults.add({ on: "files.getUploadURLExternal", do: "error", error: "missing_scope" });
        there().faults.add({ on: "download", do: "http_error", status: 403 });
      },
      forbidPeople: () => void there().faults.add({ on: LOOK_UP, do: "error", error: "missing_scope" }),
      peopleTooFast: (retryAfter) => void there().faults.add({ on: LOOK_UP, do: "rate_limit", retryAfter }),
      loseFiles: () => void there().faults.add({ on: "download", do: "http_error", status: 404 }),
      loseSight: () => void there().faults.add({ on: "conversations.history", do: "error", error: "internal_error" }),
      slowFirstWord: (ms) => void there().faults.add({ on: "conversations.open", do: "delay", ms, times: 1 }),
      disconnect: () => there().faults.disconnectAll("drop"),
      revokeToken: () => there().faults.revokeToken(there().botToken),
      expireForms: () =>
        void there().faults.add({ on: "views.open", do: "error", error: "expired_trigger_id", times: 1 }),
      clear: () => there().faults.clear(),
    },
    userId: (name) => there().idOf(name),
    placeId: (name) => there().idOf(name),
    file: (name, file) => there().desk.addFile({ user: there().idOf(name), ...file }),
    async addOutsider() {
      await there().addUser({ name: "guest", realName: "Guest", email: mailOf("guest"), isGuest: true });
      return mailOf("guest");
    },
    leave: (name) => there().deactivate(name),
    async seatBot(place, inside) {
      if (inside) await there().addToChannel(BOT, place);
      else there().removeFromChannel(BOT, place);
    },
    unanswered: () => there().deliveries.filter(({ outcome }) => outcome === "late" || outcome === "failed").length,
    quiet: () => there().quiet(),
    formSays: (who) => (who.form()?.lines ?? []).join("\n"),
    person: (who) => there().person(who),
    until: (predicate, options) => there().until(predicate, options),
  };
};
