import { useEffect, useState } from "preact/hooks";
import type { Screen, ShownChat } from "../../../../feishu/screen.ts";
import { Composer } from "../../chat/composer.tsx";
import { useMarkRead } from "../../chat/place.ts";
import { MenuButton } from "../../controls/menu.tsx";
import { nameOf, useReading } from "../../reading.ts";
import { type FeishuSession, isInThread } from "../session.ts";
import { Messages } from "./messages.tsx";
import { outletOf } from "./outlet.ts";

interface Props {
  readonly session: FeishuSession;
  readonly screen: Screen;
  readonly chat: ShownChat;
  readonly openThread: (root: string) => void;
}

/** A chat of two or of a group: its messages and the line to write in. */
export function Conversation(props: Props) {
  const { session, screen, chat, openThread } = props;
  const { t } = useReading();
  const [newAfter] = useState(() => session.readUpTo(chat.id));
  const all = screen.messages[chat.id] ?? [];
  const bot = chat.withUser === screen.app.botOpenId;
  useMarkRead(session, chat.id, all.at(-1)?.createTime);
  // Coming to the bot's conversation is an event of its own; messages that arrive there later are not.
  useEffect(() => {
    void session.do({ type: "openChat", chat: chat.id }, { key: `open:${chat.id}`, where: `chat:${chat.id}` });
  }, [session, chat.id]);
  return (
    <>
      <div class="place-top">
        <h1>{chat.name}</h1>
        {bot && <span class="tag">{t.botTag}</span>}
        {chat.kind === "topic" && <span class="tag">{t.topicGroup}</span>}
        {chat.kind !== "p2p" && <span class="quiet">{t.members(chat.members.length)}</span>}
      </div>
      <Messages
        session={session}
        messages={all.filter((message) => !isInThread(message))}
        label={t.log(chat.name)}
        empty={bot ? t.emptyBot(screen.app.name) : t.empty}
        openThread={openThread}
        newAfter={newAfter}
      />
      <Foot {...props} />
    </>
  );
}

function Foot({ session, screen, chat }: Props) {
  const { t } = useReading();
  if (chat.dissolved) return <p class="foot-note">{t.dissolved}</p>;
  const bot = chat.withUser === screen.app.botOpenId;
  return (
    <Composer
      key={chat.id}
      session={session}
      outlet={outletOf(session, { screen, chat, placeholder: t.write(chat.name) })}
      above={<Answering session={session} screen={screen} chat={chat} />}
      below={bot && <BotMenu session={session} screen={screen} />}
    />
  );
}

/** Which message the line will answer. */
function Answering({ session, screen, chat }: Omit<Props, "openThread">) {
  const reading = useReading();
  const { t } = reading;
  const message = screen.messages[chat.id]?.find(({ id }) => id === session.answering.get(chat.id));
  if (!message) return null;
  return (
    <p class="answering">
      <span>
        {t.answering(nameOf(reading, message.sender))} {message.summary}
      </span>
      <button
        type="button"
        class="button quiet icon-only"
        aria-label={t.dismiss}
        onClick={() => session.answer(chat.id, undefined)}
      >
        ×
      </button>
    </p>
  );
}

/** What the bot offers below the line; what stands under an entry opens above it. */
function BotMenu({ session, screen }: Pick<Props, "session" | "screen">) {
  const { t } = useReading();
  const { menu } = screen.app;
  if (menu.length === 0) return null;
  const isBusy = (eventKey: string): boolean => session.pending.has(`menu:${eventKey}`);
  const choose = (eventKey: string): void => {
    if (!isBusy(eventKey)) void session.do({ type: "chooseMenu", eventKey }, { key: `menu:${eventKey}`, where: "app" });
  };
  const headings = [...new Set(menu.map(({ under, name }) => under ?? name))];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div class="bot-menu" role="group" aria-label={t.botMenu}>
      {headings.map((heading) => {
        const below = menu.filter(({ under }) => under === heading);
        const alone = menu.find(({ under, name }) => under === undefined && name === heading);
        return below.length > 0 ? (
          <MenuButton
            key={heading}
            label={heading}
            look="plain-button"
            busy={below.some(({ eventKey }) => isBusy(eventKey))}
            items={below.map(({ eventKey, name }) => ({ text: name, pick: () => choose(eventKey) }))}
          >
            {heading}
          </MenuButton>
        ) : (
          alone && (
            <button
              key={heading}
              type="button"
              class="button plain-button"
              aria-busy={isBusy(alone.eventKey)}
              onClick={() => choose(alone.eventKey)}
            >
              {heading}
            </button>
          )
        );
      })}
    </div>
  );
}
