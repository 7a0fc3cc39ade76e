import { expect, test } from "vitest";
import { mendTexts } from "../../src/chat/shown-texts.ts";

const id = "01a21f48-b908-7706-a372-ea517a34fc5a";
const said = (value: unknown) => mendTexts(value, (text) => `${text}!`);

test("of a card what people read is mended, and neither its looks nor what its buttons do", () => {
  const press = { action: "contacts.open", payload: { id, of: "contact", name: "text", after: "2026-11-25", n: 3 } };
  const card = {
    ...{ tone: "done", title: "text", plain: "button", tags: ["warning"], counts: "three", footer: [{ quiet: "q" }] },
    text: ["customer", [{ bold: "title" }, { person: id, name: "value" }, "x"]],
    facts: [{ label: "WeChat", value: "primary" }],
    lines: [{ text: "a", detail: "b", buttons: [{ label: "c", press, look: "primary" }] }],
    table: { columns: [{ label: "d", align: "right" }], rows: [["e"]] },
    chart: { kind: "bar", title: "bar", categories: ["f"], series: [{ name: "g", values: [1] }] },
    timeline: [{ state: "now", text: "now" }],
    buttons: [{ label: "h", press, confirm: { title: "i", text: "j", yes: "k", no: "l" } }],
  };
  const pressed = { ...press, payload: { ...press.payload, name: "text!" } };
  expect(said(card)).toEqual({
    ...{
      tone: "done",
      title: "text!",
      plain: "button!",
      tags: ["warning!"],
      counts: "three!",
      footer: [{ quiet: "q!" }],
    },
    text: ["customer!", [{ bold: "title!" }, { person: id, name: "value!" }, "x!"]],
    facts: [{ label: "WeChat!", value: "primary!" }],
    lines: [{ text: "a!", detail: "b!", buttons: [{ label: "c!", press: pressed, look: "primary" }] }],
    table: { columns: [{ label: "d!", align: "right" }], rows: [["e!"]] },
    chart: { kind: "bar", title: "bar!", categories: ["f!"], series: [{ name: "g!", values: [1] }] },
    timeline: [{ state: "now", text: "now!" }],
    buttons: [{ label: "h!", press: pressed, confirm: { title: "i!", text: "j!", yes: "k!", no: "l!" } }],
  });
});

test("of a form, too, whose parameters are one text, whose choices keep what they stand for, and whose errors are read", () => {
  const form = {
    ...{
      formId: "care.later",
      language: "en",
      params: JSON.stringify({ id, what: "change", name: "name", who: "Li Wei" }),
    },
    content: {
      ...{ title: "a", submit: "b", intro: ["c"] },
      fields: {
        kind: {
          kind: "choice",
          label: "d",
          options: [
            { value: "kind", label: "e" },
            { value: "Li Wei", label: "f" },
          ],
        },
      },
    },
    values: { kind: { choices: [{ value: "kind", label: "e" }] }, said: { text: "text" }, who: { ids: ["U1"] } },
    errors: { kind: "wrong" },
  };
  expect(said({ kind: "form", form })).toEqual({
    kind: "form",
    form: {
      ...{
        formId: "care.later",
        language: "en",
        params: JSON.stringify({ id, what: "change", name: "name!", who: "Li Wei!" }),
      },
      content: {
        ...{ title: "a!", submit: "b!", intro: ["c!"] },
        fields: {
          kind: {
            kind: "choice",
            label: "d!",
            options: [
              { value: "kind", label: "e!" },
              { value: "Li Wei!", label: "f!" },
            ],
          },
        },
      },
      values: { kind: { choices: [{ value: "kind", label: "e!" }] }, said: { text: "text!" }, who: { ids: ["U1"] } },
      errors: { kind: "wrong!" },
    },
  });
});

test("what a form that could not open carries in a button is mended, and opens it still", () => {
  const payload = {
    formId: "tasks.take",
    params: '{"id":"x","what":"给王建国回电话"}',
    values: { what: { text: "text" } },
  };
  expect(said({ press: { action: "chat.reopen", payload } })).toEqual({
    press: {
      action: "chat.reopen",
      payload: {
        formId: "tasks.take",
        params: '{"id":"x","what":"给王建国回电话!"}',
        values: { what: { text: "text!" } },
      },
    },
  });
  expect(said({ press: { action: "a", payload: { fields: "name title phones", left: "handle mail" } } })).toEqual({
    press: { action: "a", payload: { fields: "name title phones", left: "handle mail" } },
  });
});
