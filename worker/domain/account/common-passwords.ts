// Written by dev/common-passwords.ts. From @zxcvbn-ts/language-common 4.1.3 and @zxcvbn-ts/language-en 4.1.1:
// MIT, © 2012-2016 Dan Wheeler and Dropbox, Inc., © 2021 @zxcvbn-ts. Words that people use are not always polite.

/** 4074 words that a guesser tries first, in lower case. */
export const COMMON_PASSWORDS = `
010203040506 014702580369 01telemike01 050605rostik 102030405060 111222333444555 112233445566 122333444455555 1232323q 123321456654 123321qweewq 1234qwerasdfzxcv 123ewqasdcxz
123qwe456rty 123qweasdzxc 12qw34er56ty 12qwas 159753159753 159753456852 193570356033 19960610ilja 1a2a3a4a5a6a 1a2s3d4f5g6h 1qa2ws3ed4rf 1qazxsw23edcvfr4 1x2zkg8w 23176djivanfros
23wkoa0fp78dk 31217221027711 32615948worms 41d8cd98f00b 4815162342lf 4815162342lost 50cent 541233432442 59382113kevinp 6215mila6215 742617000027 89063032220m 89231243658s
89876065093rax 89semtsriuty 8j4ye3uz a1s2d3 a1s2d3f4 a1s2d3f4g5h6 aaliyah aardvark aberdeen abigail abraham absolut accelerating acceleration access14 accidentally accommodating
accommodation accompanying accomplished accomplishment accomplishments accord account accountability accreditation achievements achilles acknowledged acknowledging acquaintance
acquisitions action active additionally adgjmptw adidas admin admin18533362 administered administration administrative administrator admiral adonis adrian adult advertisement
advertisements aezakmi affectionate aforementioned africa again agent007 aggies aggressively agricultural aikido airborne airbus airforce airplane aksjdlasdakj89879 alabama alaska
albatros alberto albina albion alejandr aleksandr aleksey alexande alexandr alexis alfred alibaba alice alicia alien aliens alina alison allblacks alliance allison allmine allsop
alpha alpha1 alpha135792468 alpine alternatively alternatives alucard always alyssa amadeus amadeusptfcor amanda amateur amazon amber amelia america amsterda amsterdam
an83546921an13 anaconda anakin analsex anarchy anastasia anders anderson andre andrea andrewjackie andrey andromeda anfield angel angelica angelina angie anhyeuem animal anime
annette annihilation announcement antananarivu anthony anthropology anticipating anticipation antidepressants anton antonio anubis anything anytimetoday aotearoa apache apollo
appendicitis apple1 applepie apples applications appointments appreciation appreciative apprehension apprehensive appropriately approximately approximation april aquarius aragorn
archaeological archaeologist archaeologists archer archie architectural architecture area51 aristocratic arizona arjay armani arnold aroha arrangements arrondissement arsenal
artemis arthur artificially artist artur ashley ashton asian asphyxiation aspire aspirine assassin assassinated assassination assfuck asshole assman associations asterix astrid
astronomical astros athena atlanta atlantic atlantis atomic attack attitude auburn auckland audia4 audrey august aurora aussie austin australi australia authenticity authorization
autobiographical autobiography automatically autumn availability avalanch avalon avatar avenger avrillavigne awesome azamat azsxdc babes babies babyblue babyboy babydoll babygirl
babylon babylon5 bachelorette backdoor backstabbing backup bacon badass badboy baddog badger badiman28200 baggins bailey baller balloon banana bandit bangkok banker banshee barber
barbie barcelon barcelona barefoot barkley barney barrett barsik baseball basket basketba basketball bastard batman battle baxter bayern beach beaner beanie bears beast beatles
beatrice beautiful beauty beaver beavis beckham becky beefcake beetle believe bender bengals benjamin bennett benson bentley beretta berlin bernard bernie bethany better beverly
bhrh0h2oof6xbqjeh bianca bibliography bicycle bigass bigballs bigbear bigbird bigboobs bigboy bigcock bigdaddy bigdick bigdog bigfoot bigger biggie biggles bigguy bigmac bigman
bigmoney bigone bigred bigsexy bigtime bigtits bikini billie billionaires billy1 billybob billyboy bimmer bingo biodiversity biographical birdie birdman birthday biscuit bishop
bitch biteme bizkit black blackcaps blackcat blackdog blackhaw blackjac blackmailing blackman blacksonblon blade blades blake blaster blazer blessed blessing blink182 blizzard
blonde blondie bloodthirsty bloody blossom blowjob blowme bltynbabrfwbz blue123 blue22 bluebird blueboy bluedog blueeyes bluemoon blues bluesky bobafett bobbie bobby1 bobcat boeing
bogart bogdan bogey bohica bollocks bollox bomber bond007 bondage bonehead boner bones bonita bonjour bonkers bonnie bonsai boobies booger boogie booker boomer bootie boricua boris
bosco bossman boston bottle bottom bounce bowler bowling bowser boxing boy4u2ownnyc bpgjldsgjldthnf br0d3r bradford bradley brainwashing brandi brando brandon brandy brasil braves
brazil breakthrough breast breathtaking breeze brenda brent brian bridge brighton bristol britney brittany broadcasters broadcasting broadway broken bronco broncos brooke brooklyn
brooks brother brown browns bruce brucelee bruins bruno brutus bryan bubba1 bubbas bubble bubbles bucket buckeye buckeyes buckshot buddha buddy1 budlight budman budweise buffalo
buffett bugger builder bulldog bullet bullnuts2003 bullseye bullshit bullshitting bunghole bunny1 bureaucratic burger burton business businessbabe businesswoman busted buster butch
butler butter butterfly butthead butthole buttman button buttons byteme cabbage cactus cadillac caesar caitlin calculations calico caliente californ caligula callaway callie calvin
camaro cambiami camel camera cameron camilla camille campbell canada canadian cancel cancellation cancer cancun candice candle candy candyman cannon canon canterbury cantona
capabilities capital captain caramel carbon cardinal cardiologist carelessness carina carla carlo carlos carlton carmen carol carolina caroline carpet carrera carrie carrot carson
carter cartman cartoon casanova caserta casey casino casper cassidy cassie castle catalina catastrophic catch22 catdog catfish catherin catman cavalier caveman cdtnkfyf cecilia
cedric celebrations celeron celeste celica celine celtic central cerambycidae cerberus certificates certification cessna cfitymrf chainsaw chair champ champion championship champs
chance chandler chanel chang change changeme chaos characterised characteristic characteristics characterized charger charles charli charlie charlott charlton charly charmed chase
check cheerleaders cheerleading cheers cheese cheeseburger cheetah chelsea chemical chemotherapy cheng cherokee cherry cheryl chester chesterfield chevelle chevrole chevy chewie
cheyenne chicago chicken chickenwing101 chicks chico chief chiefs children china chipper chivas chloe chocolat chong chopper choreographer choreography chris chrisbln christchurch
christia christianity christie christin christmastime christop christopher chronic chrono chubby chuck chuckles church cigars cinder cindy cinnamon circumstance circumstances
circumstantial civilisation civilization cjdthitycndj cjkysirj cjkywt claire clancy clapton clarence clarinet clark classic classification claude claudia claustrophobic clayton
clemson clevelan clifford clinton clipper clitoris cloud9 cnfc35762209 cobra cocacola cocks coconut cohiba coincidences coincidental coleman collaborated collaborating
collaboration collaborative collaborator collectively colleen college collins colombia colonization colorado colors colt45 coltrane columbia columbus combat combat123654
combinations comics command commandments commando commemorated commemorative commendation commentators commercially commissioned commissioner commonwealth communicated
communicating communication communications communicator companionship compaq comparatively compartments compassionate compensation competitions complication complications
complimentary complimented compositions comprehension comprehensive compressions compromising computational compute computer concentrated concentrating concentration concrete
concurrently condescending conditioning condom condor confederation confessional confidential confidentiality configuratio confirmation confrontation conglomerate congratulate
congratulating congratulations congregation congressional connect conner connie connor conrad conscientious consciousness consequences consequently conservation conservative
conservatory considerable considerably consideration considerations consistently consolidated consolidation constantinople constellation constituencies constituency constituents
constitution constructing construction constructive consultation consumer contact contaminated contamination contemplating contemporaries contemporary content continuation
continuously contortionist contractions contradiction contributing contribution contributions contributors control controversial controversies conveniently conventional
conversation cookies cooldude cooler coolguy coolio coolman cooper coordinating coordination cooter copper cornell corona corperfmonsy corporations corrado correctional
correspondence correspondent corresponding corvette cosmo cosmopolitan cosmos cosworth cotton cougar counterattack counterparts counterstrike country courtney cowboy coyote cracker
craftsmanship craig crash crawford crazy crazybab cream creampie creative credit cricket crimson cristina critter cruise crunch crusader crysis crystal cthulhu cthutq cubbies
cuddles cumming cumshot cunts cupcake curious curtis custom cutlass cutter cxfcnmt cyber cyclone cyclops cynthia cypress czechoslovakia daddy1 daewoo dagger daisy dakota dalejr
dallas dalton damage damian damien dammit damnit dance dancer danger danie daniel daniil danila dannyboy dante danzig daphne darkness darkside darkstar darling darren darwin david
davidson davis dawson daytona dbrnjhbz deacon deadhead deadman deanna death debbie deborah december decomposition deejay deepthroat deeznuts deeznutz defiant defibrillator deftones
delete deliberately delta demographics demon demonstrated demonstrates demonstrating demonstration denali denis denise dennis denomination denominations denver depeche derrick
descriptions design desire deskjet destinations destiny deteriorating determination detroit developmental developments devil devildog devilmaycry4 devils dfkthbz dfkthf dfktynbyf
dfvgbh dharma diablo diamond diana dickhead dicks dictatorship diehard diesel dietcoke differential differentiate difficulties digger digital digitalprodu dilbert dildo dilligaf
dillon dinamo dingdong dinosaur direct director disabilities disadvantage disagreement disambiguation disappearance disappearing disappointed disappointing disappointment
disciplinary disconnected discontinued discover discriminate discrimination disinfectant disney disobedience displacement disqualified disrespected disrespectful disrespecting
dissatisfied dissertation distinguished distinguishing distractions distributing distribution disturbances diver divine dixie dkflbckfd dkflbvbh dkflbvbhjdbx dkflbvbhjdyf doberman
doctor documentaries documentation dodge dodger dodgers doggie dogman dollar dolphin dolphins domainlock2005 dominic domino donald donkey donnie doobie doodle doogie doppelganger
dorian dorothy double doughboy douglas downtown dracula drago dragon drake dramatically dream dreamer dreams driver drizzt droopy drowssap drummer dthjybrf dublin ducati duchess
dudley dumbass duncan dunedin durango duster dustin dusty dylan dysfunctional eagle eagle1 eagles eastside eatme eatpussy eatshit eavesdropping ecclesiastical eclipse economically
eduard edward edwardcullen eeyore effectiveness eileen einstein ekaterina elaine electric electrocuted electromagnetic element elena elephant eleven elijah elizabet elliot elliott
elvira elvis elwood embarrassing embarrassment embezzlement emerald emerson emily eminem empire encompassing encouragement encyclopedia energy engage engine engineer england
english enigma enjoy enlightening enlightenment enter enterpri entertaining entertainment enthusiastic entrepreneur environmental environments erica ericsson ernest erotic escape
escort establishing establishment esther eternal eternity eugene europa europe evelyn everest everton evolutionary exaggerating exaggeration examinations excalibu exceptionally
excruciating exhilarating exigen exodus expectations expeditionary experiencing experimental experimentation experimented experimenting explanations exploitation explorer
explosiveskull exponentially express exterminated extermination extinguished extinguisher extracurricular extraordinarily extraordinary extraterrestrial extreme eyewitnesses fabian
fabie fabric facial faggot faith falcon fallen fallout family fantasy farmer farside fashion faster fatass fatboy fatcat father fatima fatima753357 fatman feather february federico
felicia felipe felix fender fernand fernando ferrari ferret fetish ficken fiesta figaro fighter filter filthy finalfantasy findaupair007 finger fingerprints finish fireball
firebird firecrackers firefighters firefly firefox fireman fisher fishes fishing fitness fkmnthyfnbdf fktrcfylh fktrcfylhjdbx fktrcfylhjdf fktrcfylhjdyf fktrctq flames flamingo
flash flatron fletch fletcher flipper floppy florence florian florida flounder flowers floyd fluctuations fluffy flvbybcnhfnjh flyboy flyers flying focus foobar footbal football
fordf150 foreman forest forever foreveryoung forfun forget forgot formula formula1 forrest fortifications fortuna fortune fossil foster fowler foxtrot france francis franco frank
frankenstein franklin freak freaky freckles freddie freddy frederic frederiksberg freedom freeman freepass freeporn freeuser freeze french fresh friday friend friends fright frisco
fritz frodo frogger froggy front242 frontier frosty frozen frustrations fubar fuck_inside fucked fucker fuckface fuckher fuckin fucking fuckit fuckme fuckoff fucktheworld fuckthis
fucku fucku2 fuckyou fuckyoubitch fugazi function functionality fundamentally funtime fusion futbol future fyfcnfcbz fylhtq fynfyfyfhbde gabrie gabriel galaxy galina galore gambit
gandalf gangbang gangsta gangster garage garbage garcia garden garfield gargoyle garrett gaston gateway gator gators gbpltw gegcbr geheim gemini general genesis genius geographical
george georgia gerald gerard german geronimo getmoney getsome gfhfktkjuhfv gfhjkm123 gfhjkmgfhjkm ghbdtn ghbdtnrfrltkf ghetto ghhh47hj7649 ghjatccbjyfk ghjcnjgbpltw ghjcnjgfhjkm
ghjcnjghjcnj ghjcnjnfr ghjcnjqgfhjkm ghjcnjrdfibyj ghjnbdjcnjzybt ghost ghostbusters ghtdtlvtldtl giant giants gibson gilbert gillian ginger giorgi giovanni girls gisborne giuseppe
gizmo gjkbyf gjkysqgbpltw gladiator global gloria gloucestershire goalie goblin goblue goddess godfather godsmack godzilla gofish goforit goldberg golden goldfish goldie goldstar
golfball golfer golfing goliath gollum gonzo goober goodboy goodbye goodluck goodman goodtime google gopher gordon gorilla gotcha gothic gotohell governmental govols grace gracie
graham grandchildren granddaughter grandma grandparents granny grant grapes grateful gravitational great greatone greece green1 greenbay greenday greene greenlantern greens gregory
gremlin grendel gretchen gretzky griffey griffin gringo grizzly groove groovy groucho groundbreaking grover grumpy gthtrfnbgjkt gtnhjpfdjlcr guardian gubernatorial guest guiness
guinness guitar gundam gunnar gunner gustav gynecologist hacker hailey hairy haka hal9000 halflife hallucinating hallucination hallucinations hambone hamburg hamilton hamlet hammer
hamster handkerchief handsome hannah hannibal hansen hansolo happy1 happyday hardcore harder hardhat hardon hardrock harley harmony harold harper harris harrison harry1 harvey
hastings havefun hawaii hawkesbay hawkeye hayabusa hayden hayley hd764nw5d7e1vb1 hd764nw5d7e1vbv headquartered headquarters heart heartbreaking hearts heather heaven hector
hedgehog hedimaptfcor heidi helen hellfire hello1 hellyeah helplessness helpme hemorrhaging hendrix henry hentai herbert herbie hercules herman hermes hershey hertfordshire hesoyam
heterosexual hidden highland hilton hiphop historically history hithere hitler hitman hivis hjvfirf hobbes hobbit hockey hokeypokey holden holiday holland holly1 hollywoo holmes
holyshit homer homosexuality honda honey hongkong hooker hoosier hooter hooters hoover hopper horizon horndog hornet horney horny horse horses hospitalized hotboy hotdog hotpussy
hotrod hotsex hotstuff hottie house housekeeping housewarming houston howard huddersfield hudson humanitarian hummer hungry hunter hunting hurrican husker huskers huskies hustler
hydroelectric hyperion hyperventilating hypocritical hypothetical hysterically iampurehaha2 ibanez icecream iceman identification idontknow iguana ihateyou illegitimate illini
illustration illustrations iloveboobies ilovemyfamily ilovesex iloveu iloveyo iloveyou imaginations imagine immortal impala impenetrable imperial impersonating implementation
implementing implications imprisonment improvements inadmissible inadvertently inappropriate inauguration incapacitated incarcerated incarceration incidentally incomparable
incompetence incomprehensible inconceivable inconclusive inconsiderate inconsistent inconvenience inconvenient incorporated incorporates incorporating incorporation increasingly
incriminating incubus indefinitely independence independently indestructible indian indianapolis indifference indigo indispensable indistinctly individually induction inductions
inexperienced inexplicable infantry inferno infiltration infiniti infinity inflammation infrastructure ingodwetrust ingrid insane inscriptions insecurities inside insignificant
inspirational installation installdevic installments installsqlst instinctively institutional institutions instructions instrumental instrumentation insubordination insufferable
insufficient integra intellectual intelligence intentionally interactions interception intercollegiate intercontinental interdisciplinary interference intergalactic intermediate
intermission international internet interpretation interrogated interrogating interrogation interrupting interruption intersection interstellar intervention interviewing
intimidating intimidation intoxicating intoxication intrepid introduction intruder invercargill investigated investigating investigation investigations investigative investigator
investigators invisibility ipo54tj45uy856 ireland irina irish ironman irregularities irreplaceable irresistible irresponsible irreversible isabel isabella isabelle isaiah
iseedeadpeople island israel italia ivanov iverson iwantu jabroni jackal jackass jackie jackoff jackson jacksonville jacob jaguar jamaica james jamesbon jamesbond007 jamie jammer
jandals janet janice janine january japan japanese jarhead jasmin jasmine jason jasper javier jayhawk jazzman jeanette jeanne jeffrey jennie jennifer jenny1 jensen jeremiah jeremy
jericho jerkoff jerome jersey jessic jessica jessie jester jesus jethro jewels jillian jimbo jimbob jimmy1 joanna joanne johanna johannes johannesburg john316 johnboy johnny
johnson joker jonathan jones jordan joseph josephphone7 joshua journey jrcfyf judith juggalo juice julia julian julie julius jumper junebug jupiter jurisdiction justdoit justice
justification justin justinbieber justme juventus kahuna kaiser kaitiaki kakapo kaktus kamikaze kangaroo kansas karate karen karina karolina kasper katana katerina kathleen kathryn
kathy katie katrin katrina kawasaki kcj9wx5n keeper keith kelley kelly1 kelsey kendall kennedy kenneth kenshin kentucky kenwood kenworth kermit kevin keyboard keystone keywest
kiaora kickass kicker killbill killer killme kimberly kindergarten kingdom kingfish kingkong kingpin kingston kinky kipper kirill kirsten kisses kissme kitkat kitten kitty1
kittycat kiwi klaster klingon knickers knicks knight knowledgeable kodiak kolobok koshka kosmos kostya kotenok kramer krishna krista kristen kristi kristin kristina kristy krystal
ktjynsq40147 ktyjxrf kungfu laboratories labrador labtec lacrosse ladies ladybug laguna lakers lamont lance lancelot lancer lansing laptop larisa lasvegas latin latino
laughingstock laura laurel lauren laurie lawrence lawyer leader leanne leather leavemealone ledzep legacy legend legion legitimately legolas leicestershire lemons lennon leonard
leonardo leonid leopard lesbian leslie lespaul lestat lester letmein letsgo lewis lexmark lhbjkjubz2957704 library licker lickit lickme lifehack lifetime light lightnin lillian
lincoln lincolnshire linda lindsay lindsey lineage2 lionking liquid little liverpoo lizard lizzie lobster logan logitech lokomotiv lolipop lolita lollipop london lonely lonestar
lonewolf longhorn looker looking looney looser lorenzo lorraine loser lost4815162342 louis louise love1 love123 love69 love777321777 loveit lovely loveme lover loverboy lovers
lovesex loveyou loving lowrider lucas lucifer lucky luckydog ludwig luther lvbnhbq lytdybrbdfvgbhf lytghjgtnhjdcr macdaddy machine macross madden maddie maddog madeline
mademoiselle madison madman madmax madness madonna madrid maestro maggie maggot magic magicman magnolia magnum magnus magpie maiden mailcreated5240 mailman majestic makaveli maksim
malaka malcolm malfunctioning malibu malina mallard mamapapa manager manchest manchester mandingo mandy maniac manifestation manipulating manipulation manipulative manslaughter
manson manuel manufactured manufacturer manufacturing manutd maori maprchem56458 maradona marathon marcel marcia marco marcus margaret margarita maria marianne marie marilyn marin
marina marine marino mario marion marisa marissa marius market markus marlboro marlborough marlene marley marlin marshall marshmallows martha martin marvel marvin maryjane maryland
mason massachusetts massimiliano massimo massive maste master masterbaiting masterbating masturbating masturbation matador mathematical mathematician mathew matilda matrix matthew
mattie mature maureen maurice maurolarastefy maverick maxell maxima maximum maximus maxine maxwell mayday mayhem maynard mazafaka measurements meatball meathead meatloaf mechanic
mediterranean megadeth megaman megan megapass meghan melanie melissa mellon mellow melodramatic melody melvin member memorex memory memphis mercedes mercury meredith meridian
merlin mersedes metal metallic meteorological method meticulously metropolitan mevefalkcakk mexico miami michael michaeljackson micheal michel michelangelo michele michelle
michigan mickey microlab micron microsof microsoft middleweight midget midnight mighty miguel milana milano milena miles military miller millie million millionaires milton
minecraft minime minnesota_hp minnie miracle miraculously mirage miranda miriam mirror misfit mission missionaries mister mistress misty misunderstand misunderstanding
misunderstood mitchell mittens moana mobile models modernization modification modifications mollie molly1 molson momsanaladventure monaco monalisa monday mondeo money moneyman
mongoose monica monika monique monitor monkey monopoly monroe monster montana montreal monty moocow moose1 morgan morganstanley morpheus morris mortalkombat moscow mother
motherfucker motherfuckin motherfucking motherlode motivational motley motorola mountain mouse movie mozart msoracle32re msorcloledbr muffin mulder multiplelo munchkin
municipalities municipality muppet murder murphy murray muscle mushroom music musicman mustang mustard mybaby mylife mylove mypass myself mysteriously mystery mystic nadine naked
nancy napass napier napoleon narcissistic naruto nascar nasty nastya natali natalie natasha nathalie nathan national nationalists natural nature naughty navigational ncc1701 ne1469
ne_e_pod_chehyl neanderthals nebraska necronomicon needforspeed negotiations neighborhood neighbourhood neighbouring nellie nelson nemesis nemvxyheqdd5oqxyxyzi neptune network
networkingpe neurological neurosurgeon nevada nevertheless newbie newcastl newfoundland newlife newman newpass newport newproject2004 newton newyork newzealand nfnmzyf nguyen
nhbujyjvtnhbz nhecsyfujkjdt nhfdvfnjkju123 nhfycajhvths nicholas nick1234-rem936 nickel nicola nicolas nicole nigger night nightcrawler nikita nimrod niners ninja nintendo nipper
nipple nipples nirvana nissan nitram nobody nofear nolimit nomenclature nondriversig noodle noodles norman northeastern northland northumberland northwestern norton nothing
notification nottinghamshire november ntktdbpjh1994 nudist nugget number number1 nuttertools nwo4life nyjets nylons nymets oakland oakley obiwan oblivion observations occasionally
occupational ocean october odessa office ohyeah oicu812 oilers oklahoma oksana olcrackmaster oldman oliver olivia olivier omega onelove online onlyme ontheoutside openup operator
opportunities oracle orange orchestrated oregon organisation organization orgasm original orioles orion orlando oscar osiris otago otherworldly outkast outlaw overlord
overprotective overreacting overthinking overwhelming oxford pacific packard packer packers pacman padres paint paintbal painter pakistan palace paladin palestinians palmer
palmerston pamela panama panasoni panasonic pancho panda pandora pantera panther panties pantyhos panzer paper paradise paradox paraklast1974 paris parker parliamentary parola
parrot participants participated participates participating participation particularly partnerships pascal passat passion passionately passme passport passwor password
passwordstandard patches pathological patricia patrick patriot patriots patton pauline pavilion pavlova payton peace peaches peanut peanutbutter pearl pearljam pebbles pediatrician
pedro peekaboo pegasus pencil penelope penguin penis penitentiary pennsylvania penthous pentium people pepper pepsi perfect perfectionist performances periodically perpendicular
perpetrators perseverance personal personalities perspectives pervert peter peterborough peterpan peterson petra peugeot peyton pfqwtd27121988 phantom pharmaceutical philadelphia
philanthropist philharmonic philip phillies phillip philly philosophers philosophical phoebe phoenix photo photographed photographer photographers photographic photos physiological
pianoman picard picasso piccolo pickle picture pierre piglet pikachu pillow pilot pimpin pineappl pingpong pinkfloy pioneer pippen pirate pisces pistol pitbull planet plastic
platinum playboy player playstation2 playstation3 playtime please pleasure plumber plymouth poetry pohutukawa pokemon polaris police polina polniypizdec0211 polniypizdec1102
polniypizdec110211 polska pompey pontiac poochie poodle poohbear poontang pooper poopie pooter popcorn popeye porkchop porno pornographic pornstar porsche porter portland portugal
poseidon positive possibilities possum postal postgraduate posthumously potato potter powder powell practitioner practitioners precious precipitation predator predecessors
predominantly prelude premeditated premier preparations preposterous presario presbyterian prescription presentation preservation presidential presto preston presumptuous pretty
primus prince princess principality printer prissy private privet proclamation prodigy productivity professional professionalism profit pronunciation prophet proportional
prostitution psychiatrist psycho psychological psychologist psychopathic ptybnxtvgbjy publications pudding pumpkin punisher punkin punkrock punksnotdead puppies pupsik purdue
purple pussie pussies pussy1 pussy69 pussycat pussys putter pyramid python qawsed qawsedrftgyh qaz123wsx456 qazxswedc123 qazxswedcvfr qualification quality quantum quarterfinals
quartz quattro queens queenstown questionable questionnaire quincy qwaszx qwaszxerdfcv qweasdzxc123 r2d2c3po rabbit rabota racecar racer racerx rachael rachel racing radio rafael
ragnarok raider raiders railroad rainbow rainman raistlin ralph rambler rambo ramifications rammstein ramona ramses randall random randy ranger raptor rascal rasdzv3 rasputin
rastaman raven raymond rbhbkk rctybz reading ready reagan reality reaper rebecca rebel rebels receptionist recognizable recollection recommendation recommendations recommending
reconciliation reconnaissance reconstructed recreational redalert redbull reddog redesignated redevelopment redfish redhead redhot redman redneck redrum redskins redsox redwings
redwood reebok reefer refreshments refrigerator regeneration reggie regina registration rehabilitation reincarnated reincarnation reinforcement reinforcements relationship
relentlessly renault renegade repercussions replacements representation representative representatives representing reproduction reproductive requirements rereirf rescue
reservations resident residentevil respect respectfully respectively responsibilities responsibility restrictions restructuring resurrection retard retired retrospective revenge
review revolutionaries revolutionary rfhbyf rfnthbyf rfrfirf rfrnec rhbcnbyf rhiannon rhythmically ricardo richard richie richmond ricky ridiculously righteousness rightnow ripper
ripple river rjirfrgbde rjntyjr rjycnfynby roadkill robbie robert1 roberta roberto roberts robin robinson robotech rocker rocket rockhard rockon rocks rockstar rocky rodman rodney
roger roland roller rolltide roman romantically romashka romeo rommel ronald ronaldinho10 ronnie rooney rooster rootbeer roscoe rosebud rosemary rosie rotorua rotten route66 rover
rovers roxanne royals rubber rules rulez runner running rush2112 ruslan russell russia rustam rusty sabbath sabina sabine sabres sabrina sadie safari safety sailboat sailing sailor
saint saints sakura salamander salmon salvador samantha samara samiam sammie sammy1 sampson samson samsung samuel samurai sanchez sandiego sandman sandra sandro sandy sanfrancisco
santana santiago santos sapper sapphire sarah saratoga sascha sasha saskatchewan sasuke satan satan666 satisfaction satisfactory saturday saturn saun24865709 sauron sausage savage
savannah sayang scaffold scaffolding scandinavian scania scanner scarface scarlet scarlett schizophrenia schizophrenic scholarships school schoolgirlie schoolteacher science
scientifically scooby scooter scorpio scorpion scotch scotland scott1 scottie scotty scout scrappy scratch screenwriter scruffy scuba scully sdicmt7seytn seamus searay search
seattle sebastia second secret security seeker seemnemaailm seinfeld select semiconductor seminole semperfi senior sentinel septembe serega serena serenity sergei sergey sergio
server service sesame seven sex4me sexual sexy1 sexy69 sexygirl sexyman shado shadow shaggy shalom shaman shamrock shane shaney14 shania shannon shaolin shareholders shark sharks
sharon shasta shaved shawn shazam shearer sheena sheila shelby shelley shelly shemale sherlock sherry sherwood shiloh shipbuilding shirley shithead shitty shogun shooter shopping
short shortcomings shotgun showme showtime sidney siemens sierra significance significantly silence silver silverferns silvia simba similarities simon simple simpson simpsons
simultaneous simultaneously sinatra sinbad sinclair singer single sinner sirius sister sitesafe sithlord sixers skateboarding skater skeeter skidoo skiing skinny skipper skippy
skittles skorpion skydive skyline skywalke slacker slappy slapshot slaughterhouse slaughtering slave slayer sledgehammer sleepwalking sleepy slick slider slipknot slutty smeghead
smegma smelly smile smiley smith smitty smoke smokey smooth smudge snake snapper snapple snatch sneakers snickers sniper snoopdog snoopy snowball snowboar snowman snuggles sobaka
soccer socrates softball software sojdlg123aljg soldier soleil solnce solomon solution somethin sommer sonic sonnenschein sonyericsson sooner sooners sophia sophie sophisticated
sophistication soso123aljg sound southeastern southern southland southpark southwestern space spank spanking spankme spanky sparkle sparks sparky sparrow sparta spartak spartan
spawn speaker spears special specialinsta specializing specifically specification spectrum speedy spencer spider spiderman spidey spike spirit spitfire splash splinter spokesperson
spongebob spontaneously spooky sport sports spring sprint sprite spunky spurs sputnik spyder squirrel squirt srinivas stacey staffordshire stalker stallion standard standardized
stanley staples star69 starbuck starcraft stardust starfire starfish stargate stars starship start startrek starwars static station statistically stealth steam steele steelers
stefan stella stepdaughter steph stephani stephen stereo sterlin sterling steve steven stevie stewart stick stickdaddy77 sticky stimpy sting stinger stingray stinky stinkyfinger
stockholders stocking stocks stolen stone stonecol stones storm stormy storytelling straightaway straightened straightforward strange strangulation strategically stratocaster
strawberries strengthened strengthening strider strike strip stroke strong stubbornness student subaru subconscious subdivisions sublime subordinates subscription subsequently
subsidiaries substantially subterranean subway success successfully sucker suckit suckme sucks sufficiently sugar sultan summer summit sundance sunday sunflowe sunnyday sunrise
sunset sunshin sunshine super superfly superintendent superman supernatural supersta superstar superstition superstitious supplemental supplemented support surfer surfing
surprisingly surrendering surroundings surveillance susan suspiciously sustainability suzanne suzuki svetik svetlana swallow sweden sweetie sweetpea sweets sweety swimmer swimming
swinger sword swordfis sydney sylvia synchronized syncmaster syracuse system systematically systemofadown tabitha tacobell tacoma tamaki tamara tangata tango tanker tanner tanya
taranaki tardis target tarheel tarheels tarzan tasha tatiana tatyana taupo tauranga taurus taylor tazman tdutybq teacher technicality technics techno technological technologies
tekken telecommunications telefon temperamental temperatures tempest temple temppassword tennis tequila teresa terminal terminator terrapin terror test1 test123 tester testing
testosterone texas thailand thanatos thanks thanksgiving thankyou theboss thecakeisalie thecat theend thegame thekid theking theman theodore theone theoretically theresa therock
thesims thirteen thomas thompson thongs thoroughbred throat thuglife thumper thunder thunderstorm thursday thx1138 tiberius ticketmaster tickle tiffany tiger tigers tigger tight
timber timothy tinker tinman titanic titanium titans titleist titties tobias today together tolkien tomato tomcat tommy1 tommyboy tomorrow toolbox tootsie topcat topdog topgun
topher topper tornado toronto torres toshiba tottenha toyota tracey tractor tracy trader traditionally traffic train trains trance tranquilizer transactions transam transcription
transference transferring transformation transformers transforming transitional translations translator transmission transmitting transparency transportation transporting
transvestite transylvania travel travis treasure tremendously trfnthbyf triangle tricky trident trigger trinidad trinity trisha tristan triton triumph trixie trojan trombone
trooper trouble troublemaker trout truck trucker trucks truelove truman trumpet trunks trustno1 tsunami tuatara tuberculosis tucker tuesday tunafish tundra turbo turkey turner
turtle tweety twilight twinkle twins twisted twister tyler typhoon tyrone tyson ufkbyf ultima ultimate umbrella unacceptable unattractive unauthorized unbelievable unbelievably
uncomfortable unconditional uncontrollable underdog underestimate underestimating undergraduate understandable understanding understatement undertaker unemployment unexpectedly
unforgettable unforgivable unfortunately unicorn unidentified unimaginable unintelligible united universe universities unknown unnecessarily unparalleled unprecedented
unpredictable unreal unreasonable unregistered unresponsive unscrupulous unsuccessful unsuspecting usarmy usnavy usuckballz1 utopia vacation vader vagina valedictorian valencia
valentin valera valeri valeria valerie valhalla valley vampire vanessa vanhalen vanilla vanyarespekt vector vectra vegas vegeta velvet venice venus verbatim verification veritas
vermont vernon verona veronica veronika vertigo veterinarian vfczyz vfhbyf vfhecz vfhufhbnf vfksirf vfrcbvrf vfvekz vfvfgfgf vfvfvskfhfve vfvjxrf vh5150 viagra victor victoria
video vietnam viewsonic viking viktor village vincent violet viper virgin virginia vision vitalik vivian vkontakte vladik vladimir vladimirovna vladislav volley volume volunteering
volvo vortex voyager voyeur vulcan vulnerability wagner waikato walker wallace walleye walmart walnut walrus walter wanker wapbbs warcraft warhammer warhammer40k warlock warlord
warren warrior warthog warwickshire wasser wassup watcher water waterloo watson wayne wazzkaprivet weasel weather weaver webmaster websolutions webster webuivalidat weezer
weihnachtsbau welcome welder wellington wendy werewolf wesley western westham westside westwood wetpussy whanau whangarei whatever whatsup wheels whiskey whisky whisper white
whitesox whitney whocares wholeheartedly whore whosyourdaddy whynot wibble wicked wilbur wildcat wildcats wildfire william willie willis willow wilson window windows winner winnie
winston winter wisdom wizard wolf359 wolfgang wolfie wolfman wolfpack wolverhampton wolverin wolves woman wombat women wonder woody1 worcestershire wordpass working world wrangler
wrestlin wright wrinkle1 writer wutang xanadu xander xavier xbox360 xfiles yamaha yankee yankees ybrbnf ybrjkfq yellow yfnfif yomama yosemite young yourmom yousuck yvonne yzerman
z1x2c3v4b5n6 z1x2c3v4b5n6m7 zachary zaphod zaqwsxcderfv zcfvfzkexifz zenith zeppelin zerocool zidane zigzag zipper zombie zqjphsyf6ctifgu zvezda zxasqw12 zxcasdqwe123
`;
