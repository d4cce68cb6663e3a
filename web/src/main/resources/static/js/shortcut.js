// data-shortcut="/": the key moves to the field, wherever one is not typing already.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) {
    return;
  }
  for (const field of document.querySelectorAll('[data-shortcut]')) {
    if (field.dataset.shortcut === event.key) {
      event.preventDefault();
      field.focus();
      field.select();
      return;
    }
  }
});
