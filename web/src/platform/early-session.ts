/** The question who is signed in, asked by the first script of a page (tools/first-script.mjs), and answered to who asks it first. */
declare global {
  interface Window {
    earlySession?: Promise<Response>;
  }
}

export function earlyAnswer(): Promise<Response> | undefined {
  const answer = window.earlySession;
  delete window.earlySession;
  return answer;
}
