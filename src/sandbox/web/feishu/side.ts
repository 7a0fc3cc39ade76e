import type { FeishuSandbox } from "../../feishu/contract.ts";
import type { Desk, Screen, ShownUser } from "../../feishu/screen.ts";
import { colourFor } from "../colours.ts";
import { type Account, type Side, sideOf } from "../side.ts";
import { type FeishuAction, feishuAction } from "./wire.ts";

const accountOf = (user: ShownUser): Account => ({
  id: user.openId,
  name: user.name,
  realName: user.realName,
  language: user.locale.toLowerCase().startsWith("zh") ? "zh" : "en",
  tz: user.tz,
  color: colourFor(user.openId),
});

const run = (desk: Desk, user: string, action: FeishuAction): Promise<unknown> | unknown => {
  switch (action.type) {
    case "say":
      return desk.say({ user, ...action });
    case "enter":
      return desk.enter({ user, ...action });
    case "press":
      return desk.press({ user, ...action });
    case "choose":
      return desk.choose({ user, ...action });
    case "openChat":
      return desk.openChat({ user, ...action });
    case "openDirect":
      return desk.openDirect(user, action.withUser);
    case "chooseMenu":
      return desk.chooseMenu({ user, ...action });
    case "recall":
      return desk.recall({ user, ...action });
    case "forward":
      return desk.forward({ user, ...action });
    default:
      return action satisfies never;
  }
};

/** Whether the file was sent to that person, or is a picture in a card that was. */
const mayRead = (screen: Screen, key: string): boolean =>
  Object.values(screen.messages).some((messages) =>
    messages.some(
      ({ deleted, files, card, post }) =>
        !deleted &&
        (files.some((file) => file.key === key) || JSON.stringify([card?.json, post]).includes(JSON.stringify(key))),
    ),
  );

/** @param first anyone of the tenant, whose screen names it */
export const feishuSide = (sandbox: FeishuSandbox, first: string): Side => {
  const { desk } = sandbox;
  return sideOf({
    platform: "feishu",
    company: desk.screen(first).tenant.name,
    accounts: () =>
      desk
        .users()
        .filter((user) => !user.deactivated)
        .map(accountOf),
    desk,
    screen: (user) => desk.screen(user),
    action: feishuAction,
    run: (user, action) => run(desk, user, action),
    readFile: (user, key) => (mayRead(desk.screen(user), key) ? sandbox.readFile(key) : undefined),
  });
};
