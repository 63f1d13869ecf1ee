// Puts Dredd's transactions into an order, and hands the tokens on. A step is [name, before, after]:
// the end of the transaction's name; what to change in its request; what to keep of its answer. What no step names is skipped.
module.exports = ({ beforeAll, before, after }, steps) => {
  beforeAll((transactions, done) => {
    const found = steps.map(([name]) => transactions.find(t => t.name.includes(name)));
    const missing = steps.filter((_, i) => !found[i]).map(([name]) => name);
    if (missing.length > 0) throw new Error(`There are no transactions named ${missing.join(', ')}.`);
    transactions.filter(t => !found.includes(t)).forEach(t => (t.skip = true));
    transactions.sort((a, b) => (found.includes(a) ? found.indexOf(a) : 99) - (found.includes(b) ? found.indexOf(b) : 99));
    found.forEach((transaction, i) => {
      const [, prepare, keep] = steps[i];
      before(transaction.name, (t, next) => Promise.resolve(prepare && prepare(t)).then(() => next(), error => { t.fail = String(error); next(); }));
      if (keep) after(transaction.name, t => keep(JSON.parse(t.real.body)));
    });
    done();
  });
};

module.exports.json = (transaction, body) => {
  transaction.request.headers['Content-Type'] = 'application/json';
  transaction.request.body = JSON.stringify(body);
};

module.exports.bearer = (transaction, token) => {
  delete transaction.request.headers.Authorization;
  if (token) transaction.request.headers.Authorization = `Bearer ${token}`;
};
