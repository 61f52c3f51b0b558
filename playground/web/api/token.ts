/** The token comes in the fragment of the printed address; it leaves the address bar and stays in this tab. */
function takeToken(): string {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem('token') ?? '';
}

const token = takeToken();

export const authorization = { Authorization: `Bearer ${token}` };
