const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML and XML, in attributes too. Control characters, which XML does not know, become a mark. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (char) => entities[char] ?? char)
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '\ufffd');
}
