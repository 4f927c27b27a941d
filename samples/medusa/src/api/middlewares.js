// For the shop of this folder alone: yours builds and serves its admin page by itself, with 'medusa build'. Here the page
// is built while the shop already runs (node shop.mjs admin), and served once it is there.
const { join } = require('node:path');

function adminPage() {
  const root = join(process.cwd(), '.medusa', 'admin');
  const files = require('express').static(root);
  const page = (req, res) => res.sendFile('index.html', { root }, error => {
    if (error) res.status(503).type('text').send('The admin page is not built yet: node shop.mjs admin');
  });
  return { matcher: '/app', middlewares: [(req, res) => files(req, res, () => page(req, res))] };
}

exports.default = { routes: process.env.ADMIN_PAGE === 'on' ? [adminPage()] : [] };
