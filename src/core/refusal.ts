/**
 * A "no" with its reason and what to do instead, in the reader's language. It is a value of the domain,
 * thrown inside a transaction only to roll it back; the kernel shows it as an answer.
 */
export class Refusal extends Error {
  readonly said: { readonly en: string; readonly zh: string };

  constructor(said: { readonly en: string; readonly zh: string }) {
    super(said.en);
    this.name = "Refusal";
    this.said = said;
  }
}
