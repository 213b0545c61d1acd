// Reads the HTML of a mail and prints {feature: [mail programs that do not know it]}, by the facts of caniemail.com.
// The first argument is the address of doiuse-email, the others are names of mail programs, like gmail.*.
const [checker, ...programs] = process.argv.slice(2);
const { DoIUseEmail } = await import(checker);

// A fact that nobody has written down is no fact against the mail.
class Known extends DoIUseEmail {
  checkFeaturesSupport(titles) {
    for (const title of [titles].flat()) {
      try {
        super.checkFeaturesSupport(title);
      } catch (error) {
        if (!error.message.includes("not found on")) throw error;
      }
    }
  }
}

const parts = [];
for await (const part of process.stdin) parts.push(part);
const found = {};
for (const line of new Known({ emailClients: programs }).check(Buffer.concat(parts).toString("utf8")).errors ?? []) {
  const [, feature, program] = line.match(/^`(.+)` is not supported by `(.+)`$/);
  (found[feature] ??= new Set()).add(program);
}
console.log(JSON.stringify(Object.fromEntries(Object.entries(found).map(([feature, names]) => [feature, [...names].sort()]))));
