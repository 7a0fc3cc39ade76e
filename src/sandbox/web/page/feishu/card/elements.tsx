import type { ComponentChild } from "preact";
import { useId } from "preact/hooks";
import { type JsonObject, objects } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { ButtonElement, OverflowElement } from "./button.tsx";
import { ChartElement } from "./chart.tsx";
import { CheckerElement } from "./checker.tsx";
import { CollapsiblePanel, ColumnSet, FormElement, InteractiveContainer } from "./containers.tsx";
import { Div, Hr, Img, ImgCombination, MarkdownElement, PersonElement, PersonList } from "./content.tsx";
import { InputElement, MomentElement } from "./inputs.tsx";
import { unknownIn } from "./known.ts";
import { marginOf } from "./layout.ts";
import { Problem, UnknownProperties } from "./problem.tsx";
import { SelectElement } from "./selects.tsx";
import { AboveContext, type ContainerProps, type ElementProps } from "./surface.ts";
import { TableElement } from "./table.tsx";

const ELEMENTS: Readonly<Record<string, (props: ContainerProps) => ComponentChild>> = {
  markdown: MarkdownElement,
  div: Div,
  hr: Hr,
  img: Img,
  img_combination: ImgCombination,
  person: PersonElement,
  person_list: PersonList,
  chart: ChartElement,
  table: TableElement,
  column_set: ColumnSet,
  form: FormElement,
  collapsible_panel: CollapsiblePanel,
  interactive_container: InteractiveContainer,
  button: ButtonElement,
  overflow: OverflowElement,
  input: InputElement,
  select_static: SelectElement,
  multi_select_static: SelectElement,
  select_person: SelectElement,
  multi_select_person: SelectElement,
  date_picker: MomentElement,
  picker_time: MomentElement,
  picker_datetime: MomentElement,
  checker: CheckerElement,
};

/** Any element, by its tag. */
function Element({ id, ...props }: ElementProps & { readonly id: string }) {
  const { t } = useReading();
  const tag = String(props.element.tag);
  const Known = Object.hasOwn(ELEMENTS, tag) ? ELEMENTS[tag] : undefined;
  const unknown = unknownIn(props.element);
  if (!Known || unknown === undefined) return <Problem says={t.unknownElement} detail={tag} />;
  const margin = marginOf(props.element);
  return (
    <div class={`element element-${tag.replaceAll("_", "-")}`} id={id} style={{ margin }} data-at={props.at}>
      <UnknownProperties of={tag} names={unknown} />
      <Known {...props} Within={Elements} />
    </div>
  );
}

const WORDS = new Set(["markdown", "div"]);

/** What stands right above an element: of several words the nearest in bold, as below a label stands what is wrong. */
const aboveOf = (all: readonly JsonObject[], index: number): number | undefined => {
  let at = index - 1;
  while (at > 0 && !String(all[at]?.content).startsWith("**") && WORDS.has(String(all[at - 1]?.tag))) at -= 1;
  return WORDS.has(String(all[index - 1]?.tag)) ? at : undefined;
};

/** What stands in a container, in order; `at` is the container's own place, "" for the card's body. */
export function Elements({ elements, at }: { elements: unknown; at: string }) {
  const id = useId();
  const all = objects(elements);
  return (
    <>
      {all.map((element, index) => {
        const above = aboveOf(all, index);
        return (
          <AboveContext.Provider key={index} value={above === undefined ? "" : `${id}-${above}`}>
            <Element id={`${id}-${index}`} element={element} at={at === "" ? String(index) : `${at}/${index}`} />
          </AboveContext.Provider>
        );
      })}
    </>
  );
}
