import { useState } from "preact/hooks";
import type { Language } from "../../../../core/language.ts";
import type { PagePerson } from "../../wire.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { useReading } from "../reading.ts";
import { textsIn } from "../texts.ts";
import { Avatar } from "./avatar.tsx";
import type { Cast } from "./cast.ts";
import { CloseButton } from "./close-button.tsx";
import { PlatformSwitch } from "./platforms.tsx";

interface ListProps {
  readonly cast: Omit<Cast, "become">;
  readonly language: Language;
  readonly current?: PagePerson;
  readonly choose: (person: PagePerson) => void;
}

/** Everyone one can be on a platform, with role and language, and the platforms to choose from. */
export function PeopleList({ cast, language, current, choose }: ListProps) {
  const t = textsIn(language);
  const [platform, setPlatform] = useState(current?.platform ?? cast.platforms[0] ?? "slack");
  return (
    <>
      <PlatformSwitch platforms={cast.platforms} current={platform} language={language} choose={setPlatform} />
      <ul class="people">
        {cast.people
          .filter((person) => person.platform === platform)
          .map((person) => (
            <li key={person.id}>
              <button
                type="button"
                class="person"
                aria-current={person.id === current?.id ? "true" : undefined}
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
    </>
  );
}

interface DialogProps {
  readonly cast: Cast;
  readonly current: PagePerson;
  readonly choose: (person: PagePerson) => void;
  readonly leave: () => void;
}

export function PeopleDialog({ cast, current, choose, leave }: DialogProps) {
  const { t, reader } = useReading();
  return (
    <Dialog
      title={t.whoAreYou}
      look="dialog-people"
      leave={leave}
      header={<CloseButton label={t.close} close={leave} />}
    >
      <div class="dialog-body">
        <PeopleList cast={cast} language={reader.language} current={current} choose={choose} />
        <p class="hint">{t.whoHint}</p>
      </div>
    </Dialog>
  );
}
