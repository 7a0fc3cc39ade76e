import type { Client } from "@larksuiteoapi/node-sdk";
import { afterEach, describe, expect, test } from "vitest";
import type { AppSeed, FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { installed } from "../../src/sandbox/feishu/install.ts";
import { clientOf, connect, refusal, SCOPES, sendText, startSandbox, TENANT } from "./sandbox-feishu-app.ts";

let sandbox: FeishuSandbox;
let client: Client;
const stops: (() => void)[] = [];

const start = async (app: Partial<AppSeed>) => {
  sandbox = await startSandbox({ tenant: { ...TENANT, app: { ...TENANT.app, ...app } } });
  client = clientOf(sandbox);
};
const without = (...scopes: string[]) => start({ scopes: SCOPES.filter((scope) => !scopes.includes(scope)) });
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await sandbox.stop();
});

const heardBy = async (): Promise<string[]> => {
  const heard: string[] = [];
  const { stop } = await connect(sandbox, {
    "im.message.receive_v1": ({ message }: { message: { content: string } }) => {
      heard.push((JSON.parse(message.content) as { text: string }).text);
    },
  });
  stops.push(stop);
  return heard;
};

describe("a call without its scope", () => {
  test("is refused, naming the scopes and where they are granted, and does nothing", async () => {
    await without("im:message:send_as_bot");
    const refused = await refusal(sendText(client, sandbox.idOf("liwei"), "x"));
    expect(refused).toMatchObject({ status: 400, code: 99991672 });
    expect(refused.msg).toContain("[im:message, im:message:send_as_bot, im:message:send]");
    expect(refused.msg).toContain(`https://open.feishu.cn/app/${sandbox.appId}/auth?q=im:message,`);
    expect(refused.error).toMatchObject({
      permission_violations: [
        { type: "action_scope_required", subject: "im:message" },
        { subject: "im:message:send_as_bot" },
        { subject: "im:message:send" },
      ],
    });
    expect(sandbox.person("liwei").messages()).toEqual([]);
  });

  const CALLS: readonly (readonly [scope: string, method: string, path: string])[] = [
    ["im:message.urgent", "PATCH", "im/v1/messages/om_1/urgent_app"],
    ["im:resource", "POST", "im/v1/images"],
    ["im:chat:readonly", "GET", "im/v1/chats"],
    ["contact:contact.base:readonly", "GET", "contact/v3/users/ou_1"],
    ["contact:user.id:readonly", "POST", "contact/v3/users/batch_get_id"],
    ["application:app_slash_command:write", "POST", "application/v7/app_slash_commands"],
    ["application:application:self_manage", "GET", "application/v6/applications/me?lang=zh_cn"],
  ];
  test.each(CALLS)("%s: %s %s", async (scope, method, path) => {
    await without(scope);
    const refused = await refusal(client.request({ method, url: `/open-apis/${path}` }));
    expect(refused).toMatchObject({ status: 400, code: 99991672, msg: expect.stringContaining(scope) });
  });

  test("sees fewer fields of people, and no user_id", async () => {
    await without("contact:user.base:readonly", "contact:user.employee_id:readonly");
    const liwei = sandbox.idOf("liwei");
    const { data } = await client.contact.v3.user.get({ path: { user_id: liwei } });
    expect(data!.user).not.toHaveProperty("name");
    expect(data!.user).not.toHaveProperty("user_id");
    const byUserId = client.contact.v3.user.get({ path: { user_id: "1" }, params: { user_id_type: "user_id" } });
    expect(await refusal(byUserId)).toMatchObject({ code: 99991672 });
  });

  test("finds people by address all the same, and tells their state with another scope only", async () => {
    const asked = { emails: ["LIWEI@huaxin.example", "locked@huaxin.example"], mobiles: ["13800000001"] };
    const locked = { name: "locked", realName: "Locked", email: "locked@huaxin.example", frozen: true };
    const listed = async () => (await client.contact.v3.user.batchGetId({ data: asked })).data!.user_list!;
    await start({ availability: "everyone" });
    const [liwei, id] = [sandbox.idOf("liwei"), sandbox.addUser(locked)];
    expect(await listed()).toEqual([
      { user_id: liwei, email: asked.emails[0] },
      { user_id: id, email: asked.emails[1] },
      { user_id: liwei, mobile: asked.mobiles[0] },
    ]);
    await sandbox.stop();
    await start({ availability: "everyone", scopes: [...SCOPES, "contact:user.employee:readonly"] });
    sandbox.addUser(locked);
    expect((await listed()).map(({ status }) => status?.is_frozen)).toEqual([false, true, false]);
  });

  test("reads nothing of groups", async () => {
    await without("im:message.group_msg");
    const list = client.im.message.list({
      params: { container_id_type: "chat", container_id: sandbox.idOf("sales") },
    });
    expect(await refusal(list)).toMatchObject({ code: 230027, msg: expect.stringContaining("im:message.group_msg") });
  });
});

describe("what the app hears", () => {
  test("in groups: everything with the sensitive scope, else only what names the bot", async () => {
    await without("im:message.group_msg");
    const heard = await heardBy();
    const liwei = sandbox.person("liwei");
    await liwei.say("说给大家", { in: "sales" });
    await liwei.say("@Rapport 说给你", { in: "sales" });
    expect(heard).toEqual(["@_user_1 说给你"]);
  });

  test("nothing in a conversation without the scope, nothing it did not subscribe to", async () => {
    await without("im:message.p2p_msg:readonly");
    const heard = await heardBy();
    await sandbox.person("liwei").say("你好");
    expect(heard).toEqual([]);
    await sandbox.stop();
    await start({ events: [] });
    await sandbox.person("liwei").say("你好");
    expect(sandbox.deliveries).toEqual([]);
  });

  test("nothing of leavers or of what is taken back without the scopes for that", async () => {
    await without("contact:contact.base:readonly", "im:message:readonly");
    const { id } = await sandbox.person("emma").say("错了", { in: "sales" });
    await sandbox.desk.recall({ user: sandbox.idOf("emma"), message: id });
    await sandbox.deactivate("liwei");
    expect(sandbox.deliveries.map(({ type }) => type)).not.toContain("im.message.recalled_v1");
    expect(sandbox.deliveries.map(({ type }) => type)).not.toContain("contact.user.deleted_v3");
  });

  test("nothing from groups it is not in", async () => {
    await start({});
    await sandbox.person("liwei").say("@Rapport 在吗", { in: "without" });
    expect(sandbox.deliveries).toEqual([]);
  });
});

test("the app can ask what it was granted", async () => {
  await start({ scopes: ["im:message", "application:application:self_manage"] });
  const ask = async (path: string) =>
    ((await client.request({ method: "GET", url: `/open-apis/application/v6/${path}` })) as { data: object }).data;
  expect(await ask("scopes")).toEqual({
    scopes: [
      { scope_name: "im:message", grant_status: 1, scope_type: "tenant" },
      { scope_name: "application:application:self_manage", grant_status: 1, scope_type: "tenant" },
    ],
  });
  expect(await ask(`applications/${sandbox.appId}?lang=zh_cn`)).toMatchObject({
    app: { app_id: sandbox.appId, app_name: "Rapport", status: 1, scopes: [{ scope: "im:message" }, {}] },
  });
});

test("an app is installed as its configuration asks", () => {
  const configuration = {
    scopes: { tenant: ["im:message"] },
    events: { items: { tenant: ["im.message.receive_v1"] } },
    callbacks: { items: ["card.action.trigger"] },
    menu: [
      { name: { zh_cn: "主页" }, event_key: "home" },
      { name: { zh_cn: "更多" }, children: [{ name: { zh_cn: "拜访" }, event_key: "visit" }] },
    ],
  };
  expect(installed(configuration, { name: "Rapport", secret: "s" })).toEqual({
    name: "Rapport",
    secret: "s",
    scopes: ["im:message"],
    events: ["im.message.receive_v1"],
    callbacks: ["card.action.trigger"],
    menu: [
      { eventKey: "home", name: "主页" },
      { eventKey: "visit", name: "拜访", under: "更多" },
    ],
  });
});
