import type { FeishuSandbox } from "../../feishu/contract.ts";
import { type Desk, DeskError, type Screen, type ShownUser } from "../../feishu/screen.ts";
import { colourFor } from "../colours.ts";
import { type Account, NotAnAction, Refusal, type Side } from "../side.ts";
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

const refusing = (error: unknown): never => {
  throw error instanceof DeskError ? new Refusal(error.message) : error;
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
  return {
    platform: "feishu",
    company: desk.screen(first).tenant.name,
    accounts: () =>
      desk
        .users()
        .filter((user) => !user.deactivated)
        .map(accountOf),
    screen: (user) => desk.screen(user),
    subscribe: (user, listener) => desk.subscribe(user, listener),
    act: async (user, action) => {
      const asked = feishuAction.safeParse(action);
      if (!asked.success) throw new NotAnAction();
      try {
        return await run(desk, user, asked.data);
      } catch (error) {
        return refusing(error);
      }
    },
    addFile: (file) => {
      try {
        return desk.addFile(file);
      } catch (error) {
        return refusing(error);
      }
    },
    readFile: (user, key) => (mayRead(desk.screen(user), key) ? sandbox.readFile(key) : undefined),
  };
};
