declare module 'ra-language-chinese' {
  interface Words {
    readonly [key: string]: string | Words;
  }
  const messages: Words;
  export default messages;
}
