import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PagePerson, PeopleAnswer } from "../wire.ts";
import { Client } from "./app.tsx";
import { PeopleList } from "./chrome/people.tsx";
import { fetchPeople } from "./server.ts";
import { textsIn } from "./texts.ts";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/messages.css";
import "./styles/blocks.css";
import "./styles/controls.css";
import "./styles/dialogs.css";

const RETRY_MS = 1500;

const askedFor = (people: readonly PagePerson[]): PagePerson | undefined => {
  const who = new URLSearchParams(location.search).get("as");
  return people.find((person) => person.name === who || person.id === who);
};

function Start({ answer, choose }: { answer: PeopleAnswer; choose: (person: PagePerson) => void }) {
  const language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  const t = textsIn(language);
  useEffect(() => {
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
        <PeopleList people={answer.people} t={t} language={language} choose={choose} />
      </main>
    </div>
  );
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
    history.pushState(null, "", `/?${new URLSearchParams({ as: next.name })}`);
    setPerson(next);
  };
  if (!answer) return null;
  if (!person) return <Start answer={answer} choose={become} />;
  return <Client key={person.id} people={answer.people} person={person} become={become} />;
}

const root = document.getElementById("page");
if (root) render(<Page />, root);
