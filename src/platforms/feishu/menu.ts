import { z } from "zod";
import type { Feature } from "../../chat/feature.ts";
import { PortError } from "../../chat/port.ts";
import type { Api } from "./api.ts";
import { manifest } from "./manifest.ts";

/** Without it Feishu does not tell an app of its own menu. */
export const SELF_SCOPE = "application:application:self_manage";

const app = z.object({ app: z.object({ online_version_id: z.string().nullish() }) });
const version = z.object({
  app_version: z.object({
    ability: z
      .object({
        bot: z.object({ bot_menus: z.array(z.object({ event_key: z.string().nullish() })).nullish() }).nullish(),
      })
      .nullish(),
  }),
});

/** What the published menu lacks of the one there should be, and what in it is no command any more. */
export interface MenuGap {
  readonly wanted: number;
  readonly lacking: readonly string[];
  readonly left: readonly string[];
}

/** @throws PortError; ZodError when Feishu answers in another way than its documentation says */
export const menuGap = async (api: Api, features: readonly Feature[]): Promise<MenuGap> => {
  const url = `/open-apis/application/v6/applications/${api.appId}`;
  const asked = { method: "GET", params: { lang: "zh_cn" }, optional: true } as const;
  const { online_version_id: online } = app.parse(await api.request("Asking for the app", { ...asked, url })).app;
  const there = online ? await menuIn(api, { ...asked, url: `${url}/app_versions/${online}` }) : [];
  const wanted = manifest(features).menu.flatMap((entry) => [entry, ...(entry.children ?? [])]);
  const keys = wanted.flatMap(({ event_key: key }) => key ?? []);
  return {
    wanted: keys.length,
    lacking: keys.filter((key) => !there.includes(key)),
    left: there.filter((key) => !keys.includes(key)),
  };
};

const menuIn = async (api: Api, asked: Parameters<Api["request"]>[1]): Promise<readonly string[]> => {
  const { ability } = version.parse(await api.request("Asking for the menu", asked)).app_version;
  return (ability?.bot?.bot_menus ?? []).flatMap(({ event_key: key }) => key ?? []);
};

/**
 * Tells the log where the menu below the input box is behind the commands there are. It is entered in the console and
 * comes out with an approved version, so all that can be done from here is to say so.
 */
export const watchMenu = async (api: Api, features: readonly Feature[]): Promise<void> => {
  try {
    const { wanted, lacking, left } = await menuGap(api, features);
    if (lacking.length + left.length === 0) api.log.info({ entries: wanted }, "The bot's menu is in step");
    else api.log.warn({ lacking, left }, `The bot's menu is behind: ${ENTER_MENU.en}`);
  } catch (error) {
    if (!(error instanceof PortError || error instanceof z.ZodError)) throw error;
    api.log.info(
      { err: error },
      `Whether the bot's menu is in step is not told without ${SELF_SCOPE}. ${ENTER_MENU.en}`,
    );
  }
};

export const ENTER_MENU = {
  en: "Enter what manifests/feishu.json has under menu at Features → Bot → Custom Menu, then publish a version. Typed commands work without it.",
  zh: "请在“应用能力”→“机器人”→“机器人自定义菜单”里照 manifests/feishu.json 的 menu 填好，再发布一个版本。没有菜单，输入命令照样能用。",
};
