// data-row-link: a click anywhere in a row follows its link, unless text is being selected.
document.addEventListener('click', (event) => {
  const row = event.target.closest('[data-row-link]');
  if (!row || event.target.closest('a, button, summary, input') || String(window.getSelection()) !== '') {
    return;
  }
  const link = row.querySelector('a.row-link');
  if (link) {
    link.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey}));
  }
});
