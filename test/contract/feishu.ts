import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Feature } from "../../src/chat/feature.ts";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import { createFeishuPort, type FeishuPort } from "../../src/platforms/feishu/index.ts";
import { type FeishuManifest, manifest } from "../../src/platforms/feishu/manifest.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";
import { installed } from "../../src/sandbox/feishu/install.ts";
import { mailOf, PEOPLE, type Platform, UNHURRIED } from "./stage.ts";

const MANIFEST = new URL("../../manifests/feishu.json", import.meta.url);
const BOT = "bot";
const TENANT = "trialtenantkey00";
const CREATE = "POST /open-apis/im/v1/messages";
const REPLY = "POST /open-apis/im/v1/messages/:message_id/reply";
const UPLOAD = "POST /open-apis/im/v1/files";
const RESOURCE = "GET /open-apis/im/v1/messages/:message_id/resources/:file_key";
const LOOK_UP = "POST /open-apis/contact/v3/users/batch_get_id";
const PATCH = "PATCH /open-apis/im/v1/messages/:message_id";
const IN_CHAT = "GET /open-apis/im/v1/chats/:chat_id/members/is_in_chat";
const WHISPER = "POST /open-apis/ephemeral/v1/send";

export interface FeishuPlatform extends Platform {
  readonly sandbox: FeishuSandbox;
}

/** The Feishu-compatible server of the sandbox, with the bot connected through the real SDK. */
export const feishuPlatform = (mode: "socket" | "http"): FeishuPlatform => {
  let sandbox: FeishuSandbox | undefined;
  let clock: Clock | undefined;
  let server: Server | undefined;
  let port: FeishuPort | undefined;
  const there = (): FeishuSandbox => {
    if (!sandbox) throw new Error("The platform has not been started.");
    return sandbox;
  };
  return {
    name: "feishu",
    workspace: TENANT,
    // Nobody can talk to a bot where it is not, nor whisper in a thread.
    hearsEverywhere: false,
    whispersInThreads: false,
    // That takes a scope which brings every word of every group.
    looksThroughGroups: false,
    knowsPhones: true,
    knowsZones: false,
    get sandbox() {
      return there();
    },
    async start(features, given) {
      clock = given;
      sandbox = createFeishuSandbox({
        clock: given,
        retryPace: 0.00001,
        rates: false,
        ackMs: UNHURRIED.platform,
        tenant: {
          tenant: { key: TENANT, name: "Trial" },
          app: installed(configured(features), { secret: "trial-secret", name: "Rapport", menu: MENU }),
          users: PEOPLE.map(({ name, language, phone }) => ({
            name,
            email: mailOf(name),
            ...(phone && { mobile: phone }),
            realName: name,
            locale: language === "zh" ? "zh_cn" : "en_us",
          })),
          chats: [
            { name: "team", members: ["li", "emma", "wang", "zoe"], withBot: true },
            { name: "deals", members: ["emma", "li"] },
          ],
        },
      });
      await sandbox.start();
      if (mode === "http") {
        server = createServer((request, response) => void port?.handle(request, response));
        await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
        sandbox.usePush(`http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu/events`);
      }
    },
    async stop() {
      await there().stop();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    },
    createPort(log) {
      const { appId, appSecret, domain, encryptKey, verificationToken } = there();
      const deadlines = { event: UNHURRIED.port, press: UNHURRIED.port, push: UNHURRIED.port };
      const common = { appId, appSecret, domain, log, clock: clock ?? systemClock, deadlines };
      port = createFeishuPort(
        mode === "socket" ? { ...common, mode } : { ...common, mode, encryptKey, verificationToken },
      );
      return port;
    },
    trouble: {
      postsTooFast: (seconds) => {
        there().faults.add({ on: CREATE, do: "rate_limit", reset: seconds });
        there().faults.add({ on: PATCH, do: "rate_limit", reset: seconds });
      },
      repeat: (copies) => void there().faults.add({ to: "*", do: "repeat", copies }),
      loseNextAnswer: () => void there().faults.add({ on: CREATE, do: "lose_response", times: 1 }),
      loseNextFile: (how) =>
        void there().faults.add(
          how === "answer"
            ? { on: CREATE, do: "lose_response", times: 1 }
            : { on: UPLOAD, do: "http_error", status: 500, times: 1 },
        ),
      forbidFiles: () => {
        for (const on of [UPLOAD, RESOURCE])
          there().faults.add({ on, do: "error", code: 99991672, msg: "Access denied: [im:resource]", status: 400 });
      },
      forbidPeople: () => {
        const msg = "Access denied. One of the following scopes is required: [contact:user.id:readonly].";
        there().faults.add({ on: LOOK_UP, do: "error", code: 99991672, msg, status: 400 });
      },
      peopleTooFast: (reset) => void there().faults.add({ on: LOOK_UP, do: "rate_limit", reset }),
      slowFirstWord: (ms) => void there().faults.add({ on: CREATE, do: "delay", ms, times: 1 }),
      disconnect: () => there().faults.disconnectAll(),
      revokeToken: () => {
        there().faults.revokeToken();
        there().faults.add({ on: CREATE, do: "error", code: 99991663, msg: "Invalid access token", status: 400 });
      },
      expireForms: () => {
        for (const on of [CREATE, REPLY, WHISPER])
          there().faults.add({ on, do: "error", code: 230099, msg: "bad card", times: 1 });
      },
      loseFiles: () =>
        void there().faults.add({ on: RESOURCE, do: "error", code: 230110, msg: "Deleted message", status: 400 }),
      loseSight: () => void there().faults.add({ on: IN_CHAT, do: "http_error", status: 500 }),
      clear: () => there().faults.clear(),
    },
    userId: (name) => there().idOf(name),
    placeId: (name) => there().idOf(name),
    file: (name, file) => there().person(name).attach(file),
    async addOutsider() {
      there().addUser({ name: "locked", realName: "Locked", email: mailOf("locked"), deactivated: true });
      return mailOf("locked");
    },
    leave: (name) => there().deactivate(name),
    seatBot: (place, inside) => (inside ? there().addToChat(BOT, place) : there().removeFromChat(BOT, place)),
    unanswered: () => there().deliveries.filter(({ outcome }) => outcome === "late" || outcome === "failed").length,
    quiet: () => there().quiet(),
    // The card of a form is itself what tells how it went.
    formSays: (who) => {
      const form = who.form();
      const toasts = there()
        .desk.notices(who.id)
        .filter(({ messageId }) => messageId !== undefined && messageId === form?.id);
      return [...(form?.lines ?? [who.last()?.text ?? ""]), ...toasts.map(({ text }) => text)].join("\n");
    },
    person: (who) => there().person(who),
    until: (predicate, options) => there().until(predicate, options),
  };
};

/** What a company pastes into the console, and no scope more; the menu alone is the trial's. */
const configured = (features: readonly Feature[]) => {
  const given: Omit<FeishuManifest, "menu"> = JSON.parse(readFileSync(MANIFEST, "utf8"));
  return { ...given, menu: manifest(features).menu };
};

const MENU = [{ eventKey: "home", name: "主页" }];
