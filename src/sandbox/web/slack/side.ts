import type { SlackSandbox } from "../../slack/contract.ts";
import type { Desk, ShownUser } from "../../slack/screen.ts";
import { type Account, type Side, sideOf } from "../side.ts";
import { type SlackAction, slackAction } from "./wire.ts";

const accountOf = (user: ShownUser): Account => ({
  id: user.id,
  name: user.name,
  realName: user.realName,
  language: user.locale.toLowerCase().startsWith("zh") ? "zh" : "en",
  tz: user.tz,
  color: `#${user.color}`,
});

const run = (desk: Desk, user: string, action: SlackAction): Promise<unknown> | unknown => {
  switch (action.type) {
    case "command":
      return desk.command({ user, ...action });
    case "say":
      return desk.say({ user, ...action });
    case "enter":
      return desk.enter({ user, ...action });
    case "act":
      return desk.act({ user, ...action });
    case "suggest":
      return desk.suggest({ user, ...action });
    case "submit":
      return desk.submit({ user, ...action });
    case "close":
      return desk.close({ user, ...action });
    case "openHome":
      return desk.openHome(user);
    case "openDirect":
      return desk.openDirect(user, action.withUser);
    case "join":
      return desk.join(user, action.channel);
    case "react":
      return desk.react({ user, ...action });
    default:
      return action satisfies never;
  }
};

/** Whether the file stands in a message on that person's screen. */
const mayRead = (desk: Desk, user: string, id: string): boolean =>
  Object.values(desk.screen(user).messages).some((messages) =>
    messages.some((message) => message.files.some((file) => file.id === id)),
  );

/** @param first anyone of the workspace, whose screen names it */
export const slackSide = (sandbox: SlackSandbox, first: string): Side => {
  const { desk } = sandbox;
  return sideOf({
    platform: "slack",
    company: desk.screen(first).team.name,
    accounts: () =>
      desk
        .users()
        .filter((user) => !user.isBot && !user.deactivated)
        .map(accountOf),
    desk,
    screen: (user) => desk.screen(user),
    action: slackAction,
    run: (user, action) => run(desk, user, action),
    readFile: (user, id) => (mayRead(desk, user, id) ? sandbox.readFile(id) : undefined),
  });
};
