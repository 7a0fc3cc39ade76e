declare module "opencc-js/dict/TSCharacters" {
  /** Traditional characters, each with the simplified ones it may become, usual one first: "㑳 㑇|乾 干". */
  const characters: string;
  // biome-ignore lint/style/noDefaultExport: that is how the package has it
  export default characters;
}
