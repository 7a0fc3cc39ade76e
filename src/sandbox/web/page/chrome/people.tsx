import type { Language } from "../../../../core/language.ts";
import type { PagePerson } from "../../wire.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { useReading } from "../reading.ts";
import type { Texts } from "../texts.ts";
import { Avatar } from "./avatar.tsx";
import { CloseButton } from "./close-button.tsx";

interface ListProps {
  readonly people: readonly PagePerson[];
  readonly t: Texts;
  readonly language: Language;
  readonly current?: string;
  readonly choose: (person: PagePerson) => void;
}

/** Everyone one can be, with role and language. */
export function PeopleList({ people, t, language, current, choose }: ListProps) {
  return (
    <ul class="people">
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            class="person"
            aria-current={person.id === current ? "true" : undefined}
            onClick={() => choose(person)}
          >
            <Avatar name={person.realName} color={person.color} size="large" />
            <span class="person-words">
              <span class="person-name">{person.realName}</span>
              {person.role && <span class="person-role">{person.role[language]}</span>}
            </span>
            <span class="person-language" lang={person.language === "zh" ? "zh-CN" : "en"}>
              {t.language[person.language]}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface DialogProps {
  readonly people: readonly PagePerson[];
  readonly current: string;
  readonly choose: (person: PagePerson) => void;
  readonly leave: () => void;
}

export function PeopleDialog({ people, current, choose, leave }: DialogProps) {
  const { t, reader } = useReading();
  return (
    <Dialog
      title={t.whoAreYou}
      look="dialog-people"
      leave={leave}
      header={<CloseButton label={t.close} close={leave} />}
    >
      <div class="dialog-body">
        <PeopleList people={people} t={t} language={reader.language} current={current} choose={choose} />
        <p class="hint">{t.whoHint}</p>
      </div>
    </Dialog>
  );
}
