// Username and password as in the tutorials of Passport ("Password", "Log Out"): a form, and redirections everywhere.
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import LocalStrategy from 'passport-local';

const passwords = new Map([['alice', 'open-sesame-1'], ['bob', 'open-sesame-1']]);
passport.use(new LocalStrategy((name, password, done) =>
  done(null, passwords.get(name) === password ? { id: name, username: name } : false, { message: 'Incorrect username or password.' })));
passport.serializeUser((user, done) => done(null, user));
passport.deserializeUser((user, done) => done(null, user));

const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(session({ secret: 'a secret of this measurement', resave: false, saveUninitialized: false }));
app.use(passport.authenticate('session'));
app.post('/login/password', passport.authenticate('local', { successReturnToOrRedirect: '/', failureRedirect: '/login', failureMessage: true }));
app.post('/logout', (request, response, next) => request.logout(error => (error ? next(error) : response.redirect('/'))));
app.get('/', (request, response) => response.send(request.user ? `Hello ${request.user.username}` : 'Log in'));
app.get('/login', (_, response) => response.send('<form/>'));
app.get('/account', (request, response) => (request.user ? response.json(request.user) : response.redirect('/login')));
app.listen(Number(process.env.PORT), '127.0.0.1');
