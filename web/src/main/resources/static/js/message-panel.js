// data-message-link: opens a message beside the ladder instead of on a page of its own.
const panel = document.getElementById('message-panel');

function mark(href) {
  for (const link of document.querySelectorAll('[data-message-link]')) {
    link.classList.toggle('is-open', link.getAttribute('href') === href);
  }
}

function open(href) {
  window.htmx.ajax('GET', href, {target: panel, swap: 'innerHTML'}).then(() => {
    mark(href);
    panel.scrollTop = 0;
    if (panel.getBoundingClientRect().top < 0 || panel.getBoundingClientRect().top > window.innerHeight - 120) {
      panel.scrollIntoView({block: 'start'});
    }
  });
}

if (panel) {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-message-link]');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link && plain && window.htmx) {
      event.preventDefault();
      open(link.getAttribute('href'));
    }
  });
}
