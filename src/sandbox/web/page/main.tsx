import { render } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { platformOf } from "../platform.ts";
import type { PagePerson, PeopleAnswer } from "../wire.ts";
import { addressOf } from "./chat/place.ts";
import type { Cast } from "./chrome/cast.ts";
import { PeopleList } from "./chrome/people.tsx";
import { FeishuClient } from "./feishu/client.tsx";
import { fetchPeople } from "./server.ts";
import { SlackClient } from "./slack/client.tsx";
import { textsIn } from "./texts.ts";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/messages.css";
import "./styles/blocks.css";
import "./styles/controls.css";
import "./styles/dialogs.css";
import "./styles/platforms.css";
import "./styles/feishu.css";
import "./styles/feishu-card.css";

const RETRY_MS = 1500;

/** Who the address names, on the platform it names or else on the first they are on. */
const askedFor = (people: readonly PagePerson[]): PagePerson | undefined => {
  const query = new URLSearchParams(location.search);
  const platform = platformOf(query.get("in"));
  const found = people.filter((person) => person.name === query.get("as") || person.id === query.get("as"));
  return found.find((person) => person.platform === platform) ?? found[0];
};

function Start({ answer, choose }: { answer: PeopleAnswer; choose: (person: PagePerson) => void }) {
  const language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  const t = textsIn(language);
  useLayoutEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  return (
    <div class="page start">
      <header class="bar">
        <p class="sandbox-mark">
          <span class="sandbox-dot" aria-hidden="true" />
          {t.sandbox}
        </p>
      </header>
      <main class="start-main">
        <p class="team-name">{answer.team}</p>
        <h1>{t.whoAreYou}</h1>
        <p class="hint">{t.whoHint}</p>
        <PeopleList cast={answer} language={language} choose={choose} />
      </main>
    </div>
  );
}

interface ClientProps {
  readonly person: PagePerson;
  readonly cast: Cast;
}

/** The client of the platform that the person sits in front of. */
function Client({ person, cast }: ClientProps) {
  const Platform = { slack: SlackClient, feishu: FeishuClient }[person.platform];
  return <Platform key={`${person.platform}:${person.id}`} person={person} cast={cast} />;
}

function Page() {
  const [answer, setAnswer] = useState<PeopleAnswer>();
  const [person, setPerson] = useState<PagePerson>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    fetchPeople().then(
      (found) => {
        setAnswer(found);
        setPerson(askedFor(found.people));
      },
      () => setTimeout(() => setTries(tries + 1), RETRY_MS),
    );
  }, [tries]);
  useEffect(() => {
    const moved = (): void => setPerson(askedFor(answer?.people ?? []));
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, [answer]);
  const become = (next: PagePerson): void => {
    history.pushState(null, "", addressOf(next));
    setPerson(next);
  };
  if (!answer) return null;
  if (!person) return <Start answer={answer} choose={become} />;
  return <Client person={person} cast={{ people: answer.people, platforms: answer.platforms, become }} />;
}

const root = document.getElementById("page");
if (root) render(<Page />, root);
